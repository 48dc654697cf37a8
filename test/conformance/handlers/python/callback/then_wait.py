from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration


@durable_execution
def handler(name: str, context: DurableContext):
    answer = context.create_callback(name).result()
    context.wait(Duration(2))
    return answer
