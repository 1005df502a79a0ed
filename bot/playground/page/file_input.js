/** @file Choosing files, in a form and for a message. */

import { marks, named } from "./elements.js";
import { el, fill, icon, iconButton } from "./dom.js";

/** @typedef {{name: string, content: string}} NewFile content in base64 */

/** Read chosen files. @param {Iterable<File>} files @returns {Promise<NewFile[]>} */
export function readFiles(files) {
  return Promise.all([...files].map(async (file) => ({ name: file.name, content: await base64(file) })));
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** The names of chosen files, each with a button that takes it back. */
export function chosenFiles(files, setting, remove) {
  return files.map((file) =>
    el("span", { class: "file-chip" }, icon("file"), el("span", {}, file.name ?? file.id),
      iconButton("close", setting.say("remove_file", { name: file.name ?? file.id }), () => remove(file))),
  );
}

export function fileInput(block, element, form, naming) {
  const list = el("div", { class: "file-chips" });
  let files = form.value(block, element)?.files ?? [];
  const show = () => fill(list, chosenFiles(files, form.setting, (gone) => change(files.filter((file) => file !== gone))));
  const change = (next) => {
    files = next.slice(0, element.max_files ?? 10);
    show();
    form.keep(block, element, files.map((file) => (file.content === undefined ? file.id : file)), true);
  };
  const accept = element.filetypes?.map((type) => `.${type}`).join(",");
  const field = el("input", {
    type: "file",
    multiple: (element.max_files ?? 10) > 1,
    accept: accept || null,
    onchange: async () => {
      const chosen = await readFiles(field.files);
      field.value = "";
      change([...files, ...chosen]);
    },
    ...named(naming, element),
    ...marks(block, element),
  });
  show();
  return el("div", { class: "file-input" }, el("label", { class: "button" }, icon("plus"), form.setting.say("choose_file"), field), list);
}
