from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.waits import WaitForConditionConfig
from every_second import every_second

strategy = every_second(lambda job: job["status"] == "PENDING")


def check(job, _context):
    attempts = job["attempts"] + 1
    return {"status": "DONE" if attempts >= 2 else "PENDING", "attempts": attempts}


@durable_execution
def handler(_event, context: DurableContext):
    config = WaitForConditionConfig(strategy, {"status": "PENDING", "attempts": 0})
    return context.wait_for_condition(check, config)
