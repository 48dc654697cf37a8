from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(names: list[str], context: DurableContext):
    callbacks = [context.create_callback(name) for name in names]
    return [callback.result() for callback in reversed(callbacks)]
