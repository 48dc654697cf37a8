from aws_durable_execution_sdk_python import CallbackError, DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration


@durable_execution
def handler(name: str, context: DurableContext):
    try:
        answer = context.create_callback(name).result()
    except CallbackError as error:
        answer = f"refused: {error}"
    context.wait(Duration(2))
    return answer
