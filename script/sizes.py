"""The numbers that keep the house small (docs: README). Prints what is too large and how large the rest is."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE_P95, FILE_MAX = 250, 400
FUNCTION_P95, FUNCTION_MAX = 30, 50
VIEW_MAX, TEST_MAX, TEMPLATE_MAX = 30, 40, 120
ACTION_PARAMETERS_MAX = 7
FOREIGN = {"var"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    path: Path
    lines: int
    functions: list[Function]

    @property
    def is_test(self) -> bool:
        return self.path.parts[0] == "tests"


def main() -> int:
    sources = list(read_sources())
    own = [source for source in sources if not source.is_test]
    files = [source.lines for source in own]
    functions = [length(function) for source in own for function in source.functions]
    too_large = [*file_problems(sources), *function_problems(sources), *template_problems()]
    for name, sizes, limit in (("file", files, FILE_P95), ("function", functions, FUNCTION_P95)):
        if p95(sizes) > limit:
            too_large.append(f"{name}s: 95 of 100 have at most {p95(sizes)} lines, the limit is {limit}")
    print("\n".join(too_large))
    print(f"{len(files)} files, p95 {p95(files)} lines; {len(functions)} functions, p95 {p95(functions)} lines")
    return 1 if too_large else 0


def read_sources() -> Iterator[Source]:
    for path in own_files(".", "**/*.py"):
        if "migrations" not in path.parts:
            text = path.read_text()
            functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, Function)]
            yield Source(path, text.count("\n"), functions)


def file_problems(sources: list[Source]) -> Iterator[str]:
    for source in sources:
        if source.lines > FILE_MAX:
            yield f"{source.path}: {source.lines} lines, the limit is {FILE_MAX}"


def function_problems(sources: list[Source]) -> Iterator[str]:
    for source in sources:
        for function in source.functions:
            limit = function_limit(source, function)
            where = f"{source.path}:{function.lineno} {function.name}"
            if length(function) > limit:
                yield f"{where}: {length(function)} lines, the limit is {limit}"
            if is_action(source) and (count := parameters(function)) > ACTION_PARAMETERS_MAX:
                yield f"{where}: {count} parameters, the limit is {ACTION_PARAMETERS_MAX}"


def template_problems() -> Iterator[str]:
    for path in own_files("templates", "**/*"):
        lines = path.read_text().count("\n")
        if lines > TEMPLATE_MAX:
            yield f"{path}: {lines} lines, the limit is {TEMPLATE_MAX}"


def function_limit(source: Source, function: Function) -> int:
    if source.is_test and function.name.startswith("test_"):
        return TEST_MAX
    takes_request = bool(function.args.args) and function.args.args[0].arg == "request"
    if takes_request and "views" in {source.path.stem, source.path.parent.name}:
        return VIEW_MAX
    return FUNCTION_MAX


def is_action(source: Source) -> bool:
    return not source.is_test and "actions" in {source.path.stem, source.path.parent.name}


def parameters(function: Function) -> int:
    return len([*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs])


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def p95(sizes: list[int]) -> int:
    return sorted(sizes)[int(len(sizes) * 0.95)] if sizes else 0


def own_files(folder: str, pattern: str) -> Iterator[Path]:
    for path in sorted(Path(folder).glob(pattern)):
        if path.is_file() and path.parts[0] not in FOREIGN and not path.parts[0].startswith("."):
            yield path


if __name__ == "__main__":
    sys.exit(main())
