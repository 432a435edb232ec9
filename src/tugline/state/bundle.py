"""Bundles of arrays that kernels take as one argument: numba StructRefs with a short name that lend their arrays."""

from types import SimpleNamespace
from typing import Any, TypeVar

from numba import config, types
from numba.core import cgutils, imputils
from numba.core.datamodel import default_manager, models
from numba.core.extending import (
    NativeValue,
    box,
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    lower_setattr_generic,
    unbox,
)
from numba.core.typing.templates import AttributeTemplate
from numba.experimental import structref

from tugline.state.kernel import with_fields

T = TypeVar("T", bound=type)


class Bundle(types.StructRef):
    """Numba type of a bundle. Register each subclass with `register`.

    Numba names a struct by the names and types of all its fields, and puts that name, tens of kilobytes for records,
    into the symbol of every function and of every call. The name of the class says as much, since the kernels' cache
    is keyed by the sources.
    """

    def __init__(self, fields: Any) -> None:
        super().__init__(fields)
        self.name = f"tugline.{type(self).__qualname__}"

    def preprocess_fields(self, fields: Any) -> Any:
        """Forget literal types."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


def register(kind: T) -> T:
    """Make a class of `Bundle` known to numba; kernels borrow it, and what they read of it.

    A StructRef counts a reference for itself wherever a kernel hands it on, and for each array that is read from it,
    with an atomic instruction, and gives it back at once: in kernels that read `s.stock[point].on_hand` that took two
    fifths of all time. What is borrowed is not counted: Python holds the bundle while a kernel runs. So an array read
    from a bundle must not be used once the bundle has been given another in its place, and never put into a bundle;
    `owned` hands arrays out for good.
    """
    default_manager.register(kind, _Borrowed)
    infer_getattr(type("Attribute", (_Attribute,), {"key": kind}))
    lower_getattr_generic(kind)(_lend)
    lower_setattr_generic(kind)(_put)
    return kind


class _Borrowed(models.StructModel):
    """A bundle inside of kernels: where it lies, without a count."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, [("meminfo", types.voidptr)])


def boxed(kind: type, proxy: Any) -> None:
    """Let kernels take bundles of a class as objects of a class of `StructRefProxy`, and return those they made."""
    make = proxy._numba_box_

    def wrap(typ: Any, value: Any, c: Any) -> Any:
        meminfo = structref._Utils(c.context, c.builder, typ).get_struct_ref(value).meminfo
        parts = [
            c.pyapi.unserialize(c.pyapi.serialize_object(typ)),
            c.box(types.MemInfoPointer(types.voidptr), meminfo),
        ]
        maker = c.pyapi.unserialize(c.pyapi.serialize_object(make))
        found = c.pyapi.call_function_objargs(maker, parts)
        for held in (maker, *parts):
            c.pyapi.decref(held)
        return found

    box(kind)(wrap)
    unbox(kind)(_unbox)


def _unbox(kind: Any, proxy: Any, c: Any) -> NativeValue:
    held = c.pyapi.object_getattr_string(proxy, "_meminfo")
    counted = types.MemInfoPointer(types.voidptr)
    meminfo = c.unbox(counted, held).value
    c.pyapi.decref(held)
    # The caller's object keeps the bundle until the kernel returns.
    c.context.nrt.decref(c.builder, counted, meminfo)
    return NativeValue(structref._Utils(c.context, c.builder, kind).new_struct_ref(meminfo)._getvalue())


class _Attribute(AttributeTemplate):
    """The types of a bundle's fields."""

    def generic_resolve(self, typ: Any, name: str) -> Any:
        return typ.field_dict.get(name)


def _lend(context: Any, builder: Any, typ: Any, value: Any, name: str) -> Any:
    """Read a field; an array comes without an owner, so that nothing is counted."""
    field = typ.field_dict[name]
    found = getattr(structref._Utils(context, builder, typ).get_data_struct(value), name)
    if not isinstance(field, types.Array):
        return imputils.impl_ret_borrowed(context, builder, field, found)
    array = context.make_array(field)(context, builder, value=found)
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    array.parent = cgutils.get_null_value(array.parent.type)
    return array._getvalue()


def _put(context: Any, builder: Any, signature: Any, args: Any, name: str) -> None:
    """Set a field: the bundle owns what it is given, and lets go of what was there."""
    typ, given = signature.args
    data = structref._Utils(context, builder, typ).get_data_struct(args[0])
    field = typ.field_dict[name]
    value = context.cast(builder, args[1], given, field)
    before = getattr(data, name)
    context.nrt.incref(builder, field, value)
    # Last, in case it is the same array.
    context.nrt.decref(builder, field, before)
    setattr(data, name, value)


@intrinsic
def _owned(_: Any, bundle: Any) -> Any:
    names = [name for name, _ in bundle._fields]
    kinds = [bundle.field_dict[name] for name in names]

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        data = structref._Utils(context, builder, bundle).get_data_struct(args[0])
        found = [getattr(data, name) for name in names]
        for kind, value in zip(kinds, found, strict=True):
            context.nrt.incref(builder, kind, value)
        return context.make_tuple(builder, signature.return_type, found)

    return types.BaseTuple.from_types(kinds)(bundle), generate


class _Plain(SimpleNamespace):
    """What stands for a bundle where kernels are plain Python."""

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, with_fields(value))


def _plain(_: Bundle) -> _Plain:
    return _Plain()


def _plain_owned(bundle: _Plain) -> tuple[Any, ...]:
    return tuple(vars(bundle).values())


new: Any = _plain if config.DISABLE_JIT else structref.new
"""Return an empty bundle of a type; for kernels, which set its fields in their order."""
owned: Any = _plain_owned if config.DISABLE_JIT else _owned
"""Return all fields of a bundle in their order, for good; for kernels that hand arrays to Python."""
