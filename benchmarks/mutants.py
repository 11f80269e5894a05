"""Every way to change one thing in a module: a comparison, an operator, a number, a condition, what is returned.

Left alone: annotations, decorators, docstrings and every other string. Words are the affair of tests of words.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

LEFT_ALONE: Final = {"annotation", "returns", "decorator_list", "bases", "type_params"}
COMPARISONS: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
NAMES: Final = {"min": "max", "any": "all", "floor": "ceil", "minimum": "maximum", "ppf": "isf", "sf": "cdf"}
NAMES_BOTH_WAYS: Final = {**NAMES, **{other: name for name, other in NAMES.items()}}


@dataclass(frozen=True)
class Mutant:
    """A module with one change: its line, what stood there, what stands there now, and the whole source."""

    line: int
    before: str
    after: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines; what stands in one place is changed one way at a time."""
    tree = ast.parse(source)
    found = [mutant for place in _places(tree) for mutant in _changed(tree, *place)]
    return sorted(found, key=lambda mutant: mutant.line)


Put = Callable[[ast.AST], None]
Place = tuple[ast.AST, Put, int]
"""A node, how to put another in its place, and its line."""


def _places(parent: ast.AST, line: int = 1) -> Iterator[Place]:
    line = getattr(parent, "lineno", line)
    for name, value in ast.iter_fields(parent):
        if name in LEFT_ALONE:
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST):
                yield child, _putter(parent, name, index), getattr(child, "lineno", line)
                yield from _places(child, line)


def _putter(parent: ast.AST, name: str, index: int) -> Put:
    value = getattr(parent, name)
    if isinstance(value, list):
        return lambda child: value.__setitem__(index, child)
    return lambda child: setattr(parent, name, child)


def _changed(tree: ast.AST, node: ast.AST, put: Put, line: int) -> Iterator[Mutant]:
    before = _written(node)
    for other in _others(node):
        put(ast.copy_location(other, node) if isinstance(node, ast.expr) else other)
        yield Mutant(line, before, _written(other), ast.unparse(tree))
        put(node)


def _written(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text.splitlines()[0] if text else ""


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What else could stand in a node's place."""
    match node:
        case ast.Compare():
            yield from _other_comparisons(node)
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(op)]())
        case ast.BoolOp(op=op):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Constant():
            yield from _other_constants(node)
        case ast.Call():
            yield from _other_calls(node)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
    yield from _decided(node)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = deepcopy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _other_comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for index, op in enumerate(node.ops):
        for other in COMPARISONS[type(op)]:
            yield _with(node, ops=[*node.ops[:index], other(), *node.ops[index + 1 :]])


def _other_constants(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, float):
        yield ast.Constant(node.value * 1.1 if node.value else 0.1)


def _other_calls(node: ast.Call) -> Iterator[ast.AST]:
    """A call of the opposite function, and a call without one of its named arguments."""
    match node.func:
        case ast.Name(id=name) if name in NAMES_BOTH_WAYS:
            yield _with(node, func=ast.Name(NAMES_BOTH_WAYS[name], ast.Load()))
        case ast.Attribute(attr=name) if name in NAMES_BOTH_WAYS:
            yield _with(node, func=_with(node.func, attr=NAMES_BOTH_WAYS[name]))
    for index in range(len(node.keywords)):
        yield _with(node, keywords=[*node.keywords[:index], *node.keywords[index + 1 :]])


def _decided(node: ast.AST) -> Iterator[ast.AST]:
    """A condition that always holds, and one that never does."""
    if isinstance(node, ast.If | ast.IfExp):
        yield _with(node, test=ast.Constant(True))
        yield _with(node, test=ast.Constant(False))
    if isinstance(node, ast.comprehension) and node.ifs:
        yield _with(node, ifs=[])
