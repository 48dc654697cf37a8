import json
from datetime import datetime

from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import CallbackConfig
from aws_durable_execution_sdk_python.serdes import SerDes


class ReceivedSerDes(SerDes):
    """JSON whose timestamp is a date in ISO 8601."""

    def serialize(self, value, _):
        return json.dumps({**value, "timestamp": value["timestamp"].isoformat()})

    def deserialize(self, data, _):
        received = json.loads(data)
        return {**received, "timestamp": datetime.fromisoformat(received["timestamp"])}


@durable_execution
def handler(name: str, context: DurableContext):
    received = context.create_callback(name, CallbackConfig(serdes=ReceivedSerDes())).result()
    return {"received": {**received, "timestamp": int(received["timestamp"].timestamp())}}
