from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(event, _context: DurableContext):
    return event
