from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(_event, context: DurableContext):
    return context.create_callback("approval").result()
