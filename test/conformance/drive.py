"""Lets the conformance kit validate the functions of one template on a running emulator.

Prints a JSON line for each requirement as it is decided, and at the end one with the JUnit text.
What the kit itself prints goes to stderr.
"""

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

import boto3
from aws_durable_execution_conformance_tests.clients import AWS_CLIENT_CONFIG
from aws_durable_execution_conformance_tests.config import TESTS_DIR
from aws_durable_execution_conformance_tests.extensions import RequirementCase, load_extensions
from aws_durable_execution_conformance_tests.history import load_yaml_file
from aws_durable_execution_conformance_tests.report import Report, ReportEntry, ReportStatus, RunMetadata
from aws_durable_execution_conformance_tests.reporters import render_junit
from aws_durable_execution_conformance_tests.sam import Invoker
from aws_durable_execution_conformance_tests.validate import (
    DescriptionResult,
    parse_function_descriptions,
    parse_not_implemented,
    validate_description,
)
from botocore.config import Config

REGION = "us-east-1"


class LocalStack:
    """Stands where the kit asks CloudFormation what a function of the template is called."""

    def get_paginator(self, _operation):
        return self

    def paginate(self, **_stack):
        names = [name for name, _ in parse_function_descriptions(options.template)]
        yield {"StackResourceSummaries": [resource(name) for name in names]}

    def describe_stack_resource(self, LogicalResourceId, **_stack):
        return {"StackResourceDetail": resource(LogicalResourceId)}


def resource(name):
    """The emulator calls a function as the template does."""
    return {
        "ResourceType": "AWS::Lambda::Function",
        "LogicalResourceId": name,
        "PhysicalResourceId": name,
    }


def main() -> None:
    report = Report(run=RunMetadata(name="durcb", template=options.template, region=REGION, language=options.language))
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        for entry in entries(directory):
            report.add(entry)
            tell({"requirement": entry.to_dict()})
    report.run = RunMetadata(**{**vars(report.run), "duration_seconds": time.monotonic() - started})
    tell({"junit": render_junit(report)})


def tell(message) -> None:
    print(json.dumps(message), file=answers, flush=True)


def entries(directory: str) -> Iterator[ReportEntry]:
    registry = load_extensions(options.requirements or TESTS_DIR)
    every = registry.discover_requirements("all")
    described = parse_function_descriptions(options.template)
    served = [pair for pair in described if pair[1] in every]
    tell({"unknown": [id for _, id in described if id not in every]})
    suites = options.suite or sorted({every[id].suite.name for _, id in served})
    requirements = registry.discover_requirements(suites)
    covered = [pair for pair in served if pair[1] in requirements]
    yield from validated(covered, requirements, directory)
    gaps = parse_not_implemented(options.template)
    for id in sorted(requirements.keys() - {id for _, id in covered}):
        status = ReportStatus.NOT_IMPLEMENTED if id in gaps else ReportStatus.UNCOVERED
        yield entry(requirements[id], status, reason=gaps.get(id))


def validated(covered, requirements, directory: str) -> Iterator[ReportEntry]:
    clients = aws_clients()
    invoker = Invoker("durcb", REGION, lambda_client=clients["lambda"], cfn_client=clients["cloudformation"])

    def validate(function: str, case: RequirementCase) -> ReportEntry:
        started = time.monotonic()
        result = result_of(function, case, invoker, directory, clients)
        seconds = time.monotonic() - started
        return entry(case, status_of(result), function=function, errors=result.errors, duration_seconds=seconds)

    # The kit waits for logs to arrive, so those that have any take longest.
    slowest_first = sorted(covered, key=lambda pair: "ExpectedLogs" not in requirement(requirements[pair[1]]))
    with ThreadPoolExecutor(options.workers) as pool:
        futures = [pool.submit(validate, function, requirements[id]) for function, id in slowest_first]
        for future in as_completed(futures):
            yield future.result()


def aws_clients():
    credentials = {"aws_access_key_id": "durcb", "aws_secret_access_key": "durcb"}
    config = AWS_CLIENT_CONFIG.merge(Config(max_pool_connections=options.workers))
    common = {"endpoint_url": options.endpoint, "region_name": REGION, "config": config, **credentials}
    clients = {service: boto3.client(service, **common) for service in ("lambda", "logs")}
    return {**clients, "cloudformation": LocalStack()}


def result_of(function, case: RequirementCase, invoker, directory: str, clients) -> DescriptionResult:
    id = case.description_id
    try:
        return validate_description(
            function, id, str(case.path), invoker, directory, REGION, clients, options.histories or directory
        )
    except Exception as error:
        return DescriptionResult(id, function, passed=False, errors=[f"{type(error).__name__}: {error}"])


def status_of(result: DescriptionResult) -> ReportStatus:
    if result.passed:
        return ReportStatus.PASSED
    return ReportStatus.OPTIONAL_FAILED if result.optional else ReportStatus.FAILED


def entry(case: RequirementCase, status: ReportStatus, **more) -> ReportEntry:
    description = requirement(case).get("description")
    return ReportEntry(id=case.description_id, suite=case.suite.name, status=status, description=description, **more)


def requirement(case: RequirementCase):
    return load_yaml_file(str(case.path))


def read_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--template", required=True)
    parser.add_argument("--endpoint", required=True)
    parser.add_argument("--language", required=True)
    parser.add_argument("--suite", nargs="+", help="else those that the template has functions for")
    parser.add_argument("--requirements", help="a folder of them, by suite, instead of the kit's own")
    parser.add_argument("--workers", type=int, default=20)
    parser.add_argument("--histories", help="a folder to keep the histories in")
    return parser.parse_args()


options = read_options()
answers = sys.stdout
with contextlib.redirect_stdout(sys.stderr):
    main()
