import os

from aws_durable_execution_sdk_python import DurableContext, InvokeError, durable_execution


@durable_execution
def handler(event, context: DurableContext):
    try:
        return context.invoke(os.environ["TARGET"], event)
    except InvokeError:
        return "fallback"
