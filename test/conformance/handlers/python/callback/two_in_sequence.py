from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(names: list[str], context: DurableContext):
    return [context.create_callback(name).result() for name in names]
