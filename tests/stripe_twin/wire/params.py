"""Requests are judged by the SDK's own TypedDicts: unknown and removed keys, wrong types, and enum typos.

The SDK types an enum as `Literal[…] | str`; `tightened` drops that `str`, so that a typo is refused, as by the API.
"""

from __future__ import annotations

import sys
import typing
from functools import cache
from importlib import import_module
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import stripe._request_options as request_options
import typing_extensions
from pydantic import TypeAdapter, ValidationError
from typing_extensions import is_typeddict

from tests.stripe_twin.wire.messages import Refusal, invalid

MARKS = {typing.Required, typing.NotRequired, typing_extensions.Required, typing_extensions.NotRequired}
HEADERS_NOT_FIELDS = frozenset(request_options.RequestOptions.__annotations__)


class Mapped:
    """Stands for the SDK's `UntypedStripeObject[X]`: any string to X."""

    def __class_getitem__(cls, item: Any) -> Any:
        return dict[str, item]


def checked(values: dict[str, Any], typed: str) -> dict[str, Any]:
    """The values with their types, or the API's 400; `typed` is "module.Name" below `stripe.params`."""
    try:
        return dict(adapter(typed).validate_python(values))
    except ValidationError as error:
        raise as_refusal(error) from error


@cache
def adapter(typed: str) -> TypeAdapter[Any]:
    module, name = typed.rsplit(".", 1)
    return TypeAdapter(copied(getattr(import_module(f"stripe.params.{module}"), name)))


@cache
def copied(typed_dict: Any) -> Any:
    """The TypedDict with tightened fields, refusing unknown keys; request options are headers, not fields."""
    module = vars(sys.modules[typed_dict.__module__])
    names = {**vars(request_options), **module, "StripeContext": str, "UntypedStripeObject": Mapped}
    hints = typing.get_type_hints(typed_dict, names, include_extras=True)
    fields = {name: tightened(hint) for name, hint in hints.items() if name not in HEADERS_NOT_FIELDS}
    copy: Any = typing_extensions.TypedDict(typed_dict.__name__, fields)  # type: ignore[operator]
    copy.__pydantic_config__ = {"extra": "forbid"}
    return copy


def tightened(hint: Any) -> Any:
    if is_typeddict(hint):
        return copied(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin in MARKS:
        return origin[tightened(args[0])]
    if origin in (Union, UnionType):
        kept = [tightened(arg) for arg in args if not (arg is str and is_enum(args))]
        return Union[tuple(kept)]  # noqa: UP007
    if origin in (list, dict):
        return origin[tuple(tightened(arg) for arg in args)]
    return hint


def is_enum(args: tuple[Any, ...]) -> bool:
    """A union that names its values; `Literal['']` alone only means "empty unsets"."""
    return any(get_origin(arg) is Literal and get_args(arg) != ("",) for arg in args)


def as_refusal(error: ValidationError) -> Refusal:
    """The first fault, in the API's words."""
    fault = error.errors()[0]
    param = bracketed(fault["loc"])
    match fault["type"]:
        case "extra_forbidden":
            return invalid(f"Received unknown parameter: {param}", param, "parameter_unknown")
        case "missing":
            return invalid(f"Missing required param: {param}.", param, "parameter_missing")
        case "int_parsing" | "int_type" | "int_from_float":
            return invalid(f"Invalid integer: {fault['input']}", param, "parameter_invalid_integer")
        case "literal_error":
            return invalid(f"Invalid {param}: must be one of {fault['ctx']['expected']}", param)
        case _:
            return invalid(f"Invalid {param}: {fault['msg']}", param)


def bracketed(place: tuple[int | str, ...]) -> str:
    """("line_items", 0, "quantity") as `line_items[0][quantity]`; union members pydantic names are left out."""
    words = [str(word) for word in place if "[" not in str(word)]
    return words[0] + "".join(f"[{word}]" for word in words[1:]) if words else ""
