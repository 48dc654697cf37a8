from base64 import b64decode, b64encode

from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration, JitterStrategy
from aws_durable_execution_sdk_python.serdes import SerDes
from aws_durable_execution_sdk_python.waits import (
    WaitForConditionConfig,
    WaitStrategyConfig,
    create_wait_strategy,
)


class Base64SerDes(SerDes):
    def serialize(self, value, _):
        return b64encode(value.encode()).decode()

    def deserialize(self, data, _):
        return b64decode(data).decode()


strategy = create_wait_strategy(
    WaitStrategyConfig(
        should_continue_polling=lambda text: len(text) < 2,
        initial_delay=Duration(1),
        jitter_strategy=JitterStrategy.NONE,
    )
)


@durable_execution
def handler(_event, context: DurableContext):
    config = WaitForConditionConfig(strategy, "", Base64SerDes())
    return context.wait_for_condition(lambda text, _: text + "x", config)
