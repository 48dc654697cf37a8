from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(name: str, context: DurableContext):
    callback = context.create_callback(name)
    context.step(lambda _: "asked", name="ask")
    return callback.result()
