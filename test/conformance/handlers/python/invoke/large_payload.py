import os

from aws_durable_execution_sdk_python import DurableContext, durable_execution

# A little below the 256 KB that an operation's payload may have.
SIZE = 250 * 1024


@durable_execution
def handler(_event, context: DurableContext):
    return len(context.invoke(os.environ["TARGET"], "x" * SIZE))
