import os

from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration


@durable_execution
def handler(event, context: DurableContext):
    result = context.invoke(os.environ["TARGET"], event)
    context.wait(Duration(1))
    return result
