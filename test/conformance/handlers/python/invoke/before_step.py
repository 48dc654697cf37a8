import os

from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(_event, context: DurableContext):
    order = context.invoke(os.environ["TARGET"], "order 7")
    return context.step(lambda _: f"{order} shipped", name="ship")
