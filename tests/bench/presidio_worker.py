"""Answers texts with Presidio and GiNZA, run by the baseline's own interpreter.

As documented, Presidio finds no Japanese name: the model's labels are not those that it knows.
So this is what a patient person would set up: labels mapped by hand, Japanese telephone
numbers, and all generic patterns registered for Japanese.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import tldextract  # type: ignore[import-not-found]  # only the baseline's environment has these
from presidio_analyzer import (  # type: ignore[import-not-found]
    AnalyzerEngine,
    RecognizerRegistry,
)
from presidio_analyzer.nlp_engine import (  # type: ignore[import-not-found]
    NerModelConfiguration,
    SpacyNlpEngine,
)
from presidio_analyzer.predefined_recognizers import (  # type: ignore[import-not-found]
    CreditCardRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IpRecognizer,
    MacAddressRecognizer,
    PhoneRecognizer,
    SpacyRecognizer,
    UrlRecognizer,
)

from tests.bench.worker_protocol import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

_MODEL = "ja_ginza"
# The model's own labels that stand for something that a company would mask. Places in prose
# and sums of money stay out: with them most harmless texts would be an alarm.
_LABELS = {
    "Person": "PERSON",
    "Company": "ORGANIZATION",
    "Company_Group": "ORGANIZATION",
    "Corporation_Other": "ORGANIZATION",
    "Organization_Other": "ORGANIZATION",
    "Postal_Address": "LOCATION",
    "Phone_Number": "PHONE_NUMBER",
    "Email": "EMAIL_ADDRESS",
    "ID_Number": "ID",
}


def analyzer() -> AnalyzerEngine:
    """Return the engine, its model loaded."""
    # Otherwise the first address in a text sends it out to fetch a list of domains, and it would
    # not take the invented addresses of the labelled sets for addresses.
    tldextract.extract = tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, extra_suffixes=("example", "test")
    )
    labels = NerModelConfiguration(
        model_to_presidio_entity_mapping=_LABELS, low_score_entity_names=[]
    )
    engine = SpacyNlpEngine(
        models=[{"lang_code": "ja", "model_name": _MODEL}], ner_model_configuration=labels
    )
    engine.load()
    patterns = (
        CreditCardRecognizer,
        EmailRecognizer,
        IbanRecognizer,
        IpRecognizer,
        MacAddressRecognizer,
        UrlRecognizer,
    )
    registry = RecognizerRegistry(supported_languages=["ja"])
    for recognizer in patterns:
        registry.add_recognizer(recognizer(supported_language="ja"))
    registry.add_recognizer(PhoneRecognizer(supported_language="ja", supported_regions=("JP",)))
    registry.add_recognizer(
        SpacyRecognizer(supported_language="ja", supported_entities=sorted(set(_LABELS.values())))
    )
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["ja"])


def main() -> None:
    """Serve."""
    engine = analyzer()

    def analyse(text: str) -> Iterator[tuple[int, int, str]]:
        for found in engine.analyze(text, language="ja"):
            yield found.start, found.end, found.entity_type

    serve(f"Presidio {version('presidio-analyzer')} + {_MODEL} {version('ja_ginza')}", analyse)


if __name__ == "__main__":
    main()
