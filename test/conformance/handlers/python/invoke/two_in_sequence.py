import os

from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(_event, context: DurableContext):
    first = context.invoke(os.environ["TARGET"], "one")
    return context.invoke(os.environ["TARGET"], [first, "two"])
