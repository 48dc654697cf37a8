"""The logging of a function whose log format is JSON: a record a line, as the service's own runtime prints them."""

import json
import logging
import os
import sys
import time
import traceback

# What every record has, and what is shown by another name.
RESERVED = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

LEVELS = {"TRACE": "DEBUG", "WARN": "WARNING", "FATAL": "CRITICAL"}

# The request's id, and the tenant's if there is one.
invocation = {}


class JsonFormatter(logging.Formatter):
    def format(self, record):
        fields = {
            "timestamp": timestamp(record.created),
            "level": "FATAL" if record.levelname == "CRITICAL" else record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
            **error_of(record),
            **invocation,
            **{key: value for key, value in vars(record).items() if key not in RESERVED},
        }
        present = {key: value for key, value in fields.items() if value is not None}
        return json.dumps(present, ensure_ascii=False, default=str)


def error_of(record):
    if not record.exc_info:
        return {}
    kind, error, stack = record.exc_info
    return {
        "stackTrace": traceback.format_tb(stack),
        "errorType": kind.__name__ if kind else None,
        "errorMessage": str(error),
        "location": f"{record.pathname}:{record.funcName}:{record.lineno}",
    }


def timestamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def use_json_log():
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "INFO").upper()
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(LEVELS.get(level, level))


def print_error(body):
    """What ended an invocation, in a record of the runtime's own."""
    record = {"timestamp": timestamp(time.time()), "log_level": "ERROR", **body, **invocation}
    print(json.dumps(record, ensure_ascii=False), flush=True)
