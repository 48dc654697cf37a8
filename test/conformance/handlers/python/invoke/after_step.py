import os

from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(_event, context: DurableContext):
    order = context.step(lambda _: "order 7", name="place")
    return context.invoke(os.environ["TARGET"], order)
