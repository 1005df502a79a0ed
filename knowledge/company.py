"""What the company says about itself: customers, partners, projects, products, domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from knowledge.company_source import (
    MOST_ALIASES,
    MOST_NAMES,
    CompanyListError,
    Source,
    read_company_source,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "UNKNOWN_COMPANY",
    "Company",
    "CompanyListError",
    "ListedName",
    "load_company",
    "parse_company",
]


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name with the other ways in which people write it."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Company:
    """The company's own list. Everything may be empty: a fresh install knows nothing."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    internal_domains: tuple[str, ...] = ()
    employee_number_format: str = ""
    customers: tuple[ListedName, ...] = ()
    partners: tuple[ListedName, ...] = ()
    confidential_projects: tuple[ListedName, ...] = ()
    unreleased_products: tuple[ListedName, ...] = ()
    published_products: tuple[str, ...] = ()

    @property
    def own_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases) if self.name else self.aliases


UNKNOWN_COMPANY = Company()

_KEYS = tuple(Company.__dataclass_fields__)
_KEYS_OF_NAME = tuple(ListedName.__dataclass_fields__)


def load_company(path: Path) -> Company:
    """Read a company list in YAML. An empty file is a company that knows nothing.

    Raises:
        CompanyListError: the file cannot be read, or what `parse_company` says.
    """
    return parse_company(read_company_source(path), str(path))


def parse_company(content: str, name: str) -> Company:
    """Read a company list from its YAML.

    Args:
        content: the YAML.
        name: what errors call it: a file, a version.

    Raises:
        CompanyListError: it is no YAML, is too long, has an unknown or repeated key, a value of
            the wrong sort, or an employee number format that cannot be used or could be made to
            run for minutes.
    """
    file = Source(name)
    root = file.root(content)
    if root is None:
        return UNKNOWN_COMPANY
    values = dict(file.entries(root, _KEYS, key=""))

    def text(key: str) -> str:
        return file.text(values[key], key) if key in values else ""

    def texts(key: str) -> tuple[str, ...]:
        return file.texts(values[key], key) if key in values else ()

    def names(key: str) -> tuple[ListedName, ...]:
        return _names(file, values[key], key) if key in values else ()

    company = Company(
        name=text("name"),
        aliases=texts("aliases"),
        domains=tuple(domain.lower() for domain in texts("domains")),
        internal_domains=tuple(domain.lower() for domain in texts("internal_domains")),
        employee_number_format=file.pattern(values.get("employee_number_format")),
        customers=names("customers"),
        partners=names("partners"),
        confidential_projects=names("confidential_projects"),
        unreleased_products=names("unreleased_products"),
        published_products=texts("published_products"),
    )
    _refuse_too_many(file, company)
    return company


def _names(file: Source, node: yaml.Node, key: str) -> tuple[ListedName, ...]:
    return tuple(_name(file, item, key) for item in file.items(node, key))


def _name(file: Source, node: yaml.Node, key: str) -> ListedName:
    if isinstance(node, yaml.ScalarNode):
        return ListedName(file.filled(node, key))
    values = dict(file.entries(node, _KEYS_OF_NAME, key))
    if "name" not in values:
        raise file.error(node, key, "name がありません", "there is no name")
    name = file.filled(values["name"], f"{key}.name")
    aliases = values.get("aliases")
    if aliases is None:
        return ListedName(name)
    return ListedName(name, file.texts(aliases, f"{key}.aliases", MOST_ALIASES))


def _refuse_too_many(file: Source, company: Company) -> None:
    listed = (
        *company.customers,
        *company.partners,
        *company.confidential_projects,
        *company.unreleased_products,
    )
    texts = (company.aliases, company.domains, company.internal_domains)
    count = sum(len(name.forms) for name in listed)
    count += sum(map(len, texts)) + len(company.published_products)
    if count > MOST_NAMES:
        raise file.refuse(
            f"名前が多すぎます（別名も合わせて {MOST_NAMES:,} 個まで、いまは {count:,} 個）",
            f"too many names (at most {MOST_NAMES:,} with aliases, here {count:,})",
        )
