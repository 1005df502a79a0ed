"""What the company says about itself: customers, partners, projects, products, domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path


class CompanyListError(Exception):
    """A company list that cannot be used. The message names the file, line or key."""


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
