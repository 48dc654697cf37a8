import os

from aws_durable_execution_sdk_python import DurableContext, InvokeError, durable_execution
from aws_durable_execution_sdk_python.config import Duration


@durable_execution
def handler(event, context: DurableContext):
    try:
        result = context.invoke(os.environ["TARGET"], event)
    except InvokeError as error:
        result = error.message
    context.wait(Duration(1))
    return result
