"""Who may do what: each operation names the least role that it needs, and refuses every other, from wherever it is
called.

A role holds all that the roles before it may do. It follows from the key with which the desk was opened, and from
what an administrator signed for it (``grants``). A desk where nobody is named is its one person's. Everybody who opened
the desk may read, so reading is not looked up.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from coopdesk.errors import Refused
from coopdesk.fields import Choice
from coopdesk.i18n import N_
from coopdesk.records.officer import ROLE
from coopdesk.store.home import Store

ROLES = tuple(option.token for option in ROLE)
READER, SECRETARY, OFFICER, APPROVER, ADMINISTRATOR = ROLES
_P = ParamSpec("_P")
_T = TypeVar("_T")
NOT_YOURS = N_("This needs the role “{needed}”; yours is “{role}”. Ask somebody who has it, or the administrator.")


def role_of(store: Store) -> str:
    """Return the role of the person at work."""
    from coopdesk.operations import grants

    if store.officer is None:
        return ADMINISTRATOR
    grant = grants.grant_here(store)
    return grant.role if grant is not None else READER


def may(store: Store, role: str) -> bool:
    """Tell whether the person at work has a role, or one that holds it."""
    return ROLES.index(role_of(store)) >= ROLES.index(role)


def require(store: Store, role: str) -> None:
    """Raise ``Refused`` unless the person at work has a role, or one that holds it."""
    present = role_of(store)
    if ROLES.index(present) < ROLES.index(role):
        label = Choice(ROLE).label
        raise Refused(NOT_YOURS, needed=label(role), role=label(present))


def needs(role: str) -> Callable[[Callable[Concatenate[Store, _P], _T]], Callable[Concatenate[Store, _P], _T]]:
    """Declare the least role of an operation, whose first parameter is the store; it is asked at each call."""

    def declared(operation: Callable[Concatenate[Store, _P], _T]) -> Callable[Concatenate[Store, _P], _T]:
        if role == READER:
            operation.needs = role  # type: ignore[attr-defined]
            return operation

        @wraps(operation)
        def allowed(store: Store, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            require(store, role)
            return operation(store, *args, **kwargs)

        allowed.needs = role  # type: ignore[attr-defined]
        return allowed

    return declared


def by_itself(operation: Callable[_P, _T]) -> Callable[_P, _T]:
    """Return an operation as the program does it without being told, whoever is at work."""
    return cast(Callable[_P, _T], operation.__wrapped__)  # type: ignore[attr-defined]


def guard(store: Store) -> None:
    """Let records that only an administrator writes be refused to everybody else, by whatever road they come."""
    store.guard = lambda: require(store, ADMINISTRATOR)
