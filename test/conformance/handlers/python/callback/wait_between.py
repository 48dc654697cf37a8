from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration


@durable_execution
def handler(name: str, context: DurableContext):
    callback = context.create_callback(name)
    context.wait(Duration(5))
    return callback.result()
