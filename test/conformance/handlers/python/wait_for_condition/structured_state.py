from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration, JitterStrategy
from aws_durable_execution_sdk_python.waits import (
    WaitForConditionConfig,
    WaitStrategyConfig,
    create_wait_strategy,
)

strategy = create_wait_strategy(
    WaitStrategyConfig(
        should_continue_polling=lambda job: job["status"] == "PENDING",
        initial_delay=Duration(1),
        jitter_strategy=JitterStrategy.NONE,
    )
)


def check(job, _context):
    attempts = job["attempts"] + 1
    return {"status": "DONE" if attempts >= 2 else "PENDING", "attempts": attempts}


@durable_execution
def handler(_event, context: DurableContext):
    config = WaitForConditionConfig(strategy, {"status": "PENDING", "attempts": 0})
    return context.wait_for_condition(check, config)
