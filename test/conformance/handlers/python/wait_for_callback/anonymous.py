from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(_event, context: DurableContext):
    return context.wait_for_callback(lambda _callback_id, _context: None)
