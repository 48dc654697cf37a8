"""Runs a Python handler behind the Lambda Runtime API: python python.py <file> <function> [durable]"""

import http.client
import importlib
import importlib.util
import json
import logging
import os
import sys
import time
import traceback
from types import SimpleNamespace

# This folder is not ours to write to.
kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
from durcb_json_log import invocation, print_error, use_json_log

sys.dont_write_bytecode = kept

API = "/2018-06-01/runtime"
DURABLE_SDK = "aws_durable_execution_sdk_python"
JSON_LOG = os.environ.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"


class Refusal(Exception):
    """The code cannot serve as a function."""

    def __init__(self, error_type, message, stack_trace=()):
        super().__init__(message)
        self.body = {
            "errorType": error_type,
            "errorMessage": message,
            "stackTrace": list(stack_trace),
        }


class Context:
    """What Lambda passes as a handler's second argument."""

    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.tenant_id = headers["Lambda-Runtime-Aws-Tenant-Id"]
        self.client_context = client_context(headers["Lambda-Runtime-Client-Context"])
        self.identity = SimpleNamespace(cognito_identity_id=None, cognito_identity_pool_id=None)
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


def client_context(header):
    if not header:
        return None
    given = json.loads(header.encode("latin-1").decode())
    client = SimpleNamespace(**given["client"]) if given.get("client") else None
    return SimpleNamespace(client=client, custom=given.get("custom"), env=given.get("env"))


def main():
    file, function, *durable = sys.argv[1:]
    del sys.argv[1:]
    os.environ["AWS_EXECUTION_ENV"] = "AWS_Lambda_python%d.%d" % sys.version_info[:2]
    # A line is written as one, so that those of threads do not mix.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)
    if JSON_LOG:
        use_json_log()
    else:
        logging.basicConfig(format="[%(levelname)s]\t%(message)s")
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        handler = load_handler(file, function, bool(durable))
    except Refusal as refusal:
        end_for_init_error(connection, refusal.body)
    except Exception as error:
        traceback.print_exc()
        end_for_init_error(connection, describe(error))
    while True:
        serve(connection, handler)


def load_handler(file, function, durable):
    root = os.environ["LAMBDA_TASK_ROOT"]
    # The first entry is this script's folder, which is none of the function's business.
    sys.path[0] = root
    name, load = loader(os.path.relpath(file, root), file)
    module = import_module(name, load)
    handler = getattr(module, function, None)
    if handler is None and function == "handler":
        handler = getattr(module, "lambda_handler", None)
    if not callable(handler):
        raise Refusal("Runtime.HandlerNotFound", f"Handler '{function}' missing on module '{name}'")
    if durable and DURABLE_SDK not in sys.modules:
        raise Refusal(
            "Durcb.HandlerNotDurable",
            f"{name}.{function} is not a durable function: decorate it with durable_execution of {DURABLE_SDK}",
        )
    return handler


def loader(path, file):
    """A module's name, and how it is loaded."""
    folder, base = os.path.split(os.path.splitext(path)[0])
    if folder in ("", os.pardir) or folder.startswith(os.pardir + os.sep):
        return base, lambda: load_file(base, file)
    # In a package it is imported by its full name, so that it can import its neighbours.
    names = folder.split(os.sep) + ([] if base == "__init__" else [base])
    name = ".".join(names)
    return name, lambda: importlib.import_module(name)


def load_file(name, file):
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    # A handler file may be called like a module that we already use.
    sys.modules.setdefault(name, module)
    spec.loader.exec_module(module)
    return module


def import_module(name, load):
    try:
        return load()
    except ImportError as error:
        traceback.print_exc()
        message = f"Unable to import module '{name}': {error}"
        raise Refusal("Runtime.ImportModuleError", message, frames(error)) from None
    except SyntaxError as error:
        traceback.print_exc()
        place = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        message = f"Syntax error in module '{name}': {error}"
        raise Refusal("Runtime.UserCodeSyntaxError", message, [place]) from None


def end_for_init_error(connection, body):
    if not body["stackTrace"]:
        print(f"{body['errorType']}: {body['errorMessage']}", file=sys.stderr)
    call(connection, "POST", "/init/error", encode(body))
    sys.exit(1)


def serve(connection, handler):
    headers, event = call(connection, "GET", "/invocation/next")
    set_trace(headers["Lambda-Runtime-Trace-Id"])
    set_invocation(headers)
    kind, reply = run(handler, event, headers)
    # Half a line must be out before the reply too.
    sys.stdout.flush()
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    call(connection, "POST", f"/invocation/{request_id}/{kind}", reply)


def run(handler, event, headers):
    try:
        result = handler(json.loads(event), Context(headers))
    except Exception as error:
        body = describe(error)
        if JSON_LOG:
            print_error(body)
        else:
            traceback.print_exc()
        return "error", encode(body)
    try:
        return "response", encode(result)
    except (TypeError, ValueError) as error:
        message = f"Unable to marshal response: {error}"
        body = {"errorType": "Runtime.MarshalError", "errorMessage": message, "stackTrace": []}
        return "error", encode(body)


def set_trace(header):
    if header:
        os.environ["_X_AMZN_TRACE_ID"] = header
    else:
        os.environ.pop("_X_AMZN_TRACE_ID", None)


def set_invocation(headers):
    invocation["requestId"] = headers["Lambda-Runtime-Aws-Request-Id"]
    invocation["tenantId"] = headers["Lambda-Runtime-Aws-Tenant-Id"]


def describe(error):
    return {
        "errorType": type(error).__name__,
        "errorMessage": str(error),
        "stackTrace": frames(error),
    }


def frames(error):
    """The frames of the function's own code."""
    ours = (__file__, "<frozen importlib")
    stack = traceback.extract_tb(error.__traceback__)
    return traceback.format_list(frame for frame in stack if not frame.filename.startswith(ours))


def encode(value):
    try:
        return json.dumps(value, ensure_ascii=False, default=number).encode()
    except UnicodeEncodeError:
        # Half a surrogate pair has no UTF-8, only a JSON escape.
        return json.dumps(value, default=number).encode()


def number(value):
    """DynamoDB's numbers are decimals."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def call(connection, method, path, body=None):
    try:
        connection.request(method, API + path, body)
        response = connection.getresponse()
        return response.headers, response.read()
    except OSError:
        # Without the Runtime API there is nobody to work for.
        os._exit(1)


main()
