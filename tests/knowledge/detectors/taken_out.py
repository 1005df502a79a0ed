"""What detectors take out of a text, as a person reads it: pieces of the original, in order."""

from collections.abc import Callable, Iterable

from knowledge.company import UNKNOWN_COMPANY, Company
from knowledge.reading import Reading, read
from knowledge.verdict import Confidence, Finding


def taken_out(
    text: str,
    detectors: Iterable[Callable[[Reading], Iterable[Finding]]],
    company: Company = UNKNOWN_COMPANY,
    *,
    sure_only: bool = False,
) -> list[str]:
    """Return what the detectors take out of the original text, overlaps joined."""
    reading = read(text, company)
    spans = sorted(
        reading.shadow.to_original(finding.start, finding.end)
        for detector in detectors
        for finding in detector(reading)
        if finding.confidence is Confidence.SURE or not sure_only
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [text[start:end] for start, end in joined]
