"""What a Python program does with the service, against whatever AWS_ENDPOINT_URL_LAMBDA names.

SCRIPTED_ARN and SCRIPTED_TOKEN name an execution whose function is just running.
"""

import io
import json
import os
import time
import unittest
from datetime import datetime, timedelta, timezone

import boto3
from botocore.exceptions import ClientError

client = boto3.client("lambda")

ORDER = {"orderId": "o-1", "items": [{"price": 2, "quantity": 3}]}
ORDER_ARN = "arn:aws:lambda:us-east-1:123456789012:function:order:$LATEST"


def start(function, payload, **more):
    answer = client.invoke(
        FunctionName=f"{function}:$LATEST", InvocationType="Event", Payload=json.dumps(payload), **more
    )
    return answer["DurableExecutionArn"]


def until(ask):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.02)
    raise TimeoutError("waited in vain")


def ended(arn):
    execution = client.get_durable_execution(DurableExecutionArn=arn)
    return execution if execution["Status"] != "RUNNING" else None


def events(arn):
    return client.get_durable_execution_history(DurableExecutionArn=arn)["Events"]


def callback_of(arn):
    ids = [
        event["CallbackStartedDetails"]["CallbackId"]
        for event in until(lambda: [e for e in events(arn) if e["EventType"] == "CallbackStarted"])
    ]
    return ids[0]


class Case(unittest.TestCase):
    def refused(self, name, status, message, call, **members):
        exception = getattr(client.exceptions, name, ClientError)
        with self.assertRaises(exception) as caught:
            call(**members)
        answer = caught.exception.response
        self.assertEqual(answer["Error"]["Code"], name)
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], status)
        self.assertRegex(answer["ResponseMetadata"]["RequestId"], "^[0-9a-f-]{36}$")
        self.assertRegex(answer["Error"]["Message"], message)
        return answer

    def recent(self, moment):
        self.assertIsInstance(moment, datetime)
        self.assertLess(abs(datetime.now(timezone.utc) - moment), timedelta(minutes=5))


class Invoke(Case):
    def test_synchronous(self):
        answer = client.invoke(FunctionName="chained-caller:$LATEST", Payload=b'{"value": 3}')
        self.assertEqual(json.load(answer["Payload"]), {"value": 3, "squared": 9, "doubled": 18})
        self.assertEqual((answer["StatusCode"], answer["ExecutedVersion"]), (200, "$LATEST"))
        self.assertNotIn("FunctionError", answer)

    def test_function_error(self):
        answer = client.invoke(FunctionName="failing", Qualifier="$LATEST")
        self.assertEqual(answer["FunctionError"], "Unhandled")
        error = {"errorType": "OutOfStock", "errorMessage": "Nothing left of A-1"}
        self.assertEqual(json.load(answer["Payload"]), error)

    def test_plain_function(self):
        answer = client.invoke(FunctionName="plain-doubler", Payload=io.BytesIO(b'{"value": 4}'))
        self.assertEqual(answer["Payload"].read(), b'{"doubled":8}')
        self.assertNotIn("DurableExecutionArn", answer)

    def test_dry_run(self):
        answer = client.invoke(FunctionName="order:$LATEST", InvocationType="DryRun")
        self.assertEqual((answer["StatusCode"], answer["Payload"].read()), (204, b""))

    def test_name_in_use(self):
        arn = start("order", ORDER, DurableExecutionName="only-once")
        self.assertEqual(start("order", ORDER, DurableExecutionName="only-once"), arn)
        answer = self.refused(
            "DurableExecutionAlreadyStartedException",
            409,
            f"^Execution already started: {arn}$".replace("$LATEST", r"\$LATEST"),
            client.invoke,
            FunctionName="order:$LATEST",
            DurableExecutionName="only-once",
            Payload=b"{}",
        )
        self.assertEqual(answer["Type"], "User")

    def test_refused(self):
        unqualified = r"^You cannot invoke a durable function using an unqualified ARN\.$"
        for name, status, message, members in [
            ("InvalidParameterValueException", 400, unqualified, {"FunctionName": "order"}),
            ("ResourceNotFoundException", 404, "^Function not found: arn:", {"FunctionName": "nobody"}),
            (
                "InvalidRequestContentException",
                400,
                "^Could not parse request body into json: ",
                {"FunctionName": "order:$LATEST", "Payload": b"{"},
            ),
            (
                "RequestEntityTooLargeException",
                413,
                "6291456",
                {"FunctionName": "order:$LATEST", "Payload": b'"' + b"x" * 6291456 + b'"'},
            ),
        ]:
            with self.subTest(name):
                self.refused(name, status, message, client.invoke, **members)


class Executions(Case):
    def test_get(self):
        arn = start("order", ORDER)
        execution = client.get_durable_execution(DurableExecutionArn=arn)
        self.assertEqual(execution["FunctionArn"], ORDER_ARN)
        self.assertEqual(json.loads(execution["InputPayload"]), ORDER)
        self.assertEqual(execution["Status"], "RUNNING")
        self.recent(execution["StartTimestamp"])
        self.assertNotIn("EndTimestamp", execution)
        bare = client.get_durable_execution(DurableExecutionArn=arn, IncludeExecutionData=False)
        self.assertNotIn("InputPayload", bare)

    def test_history(self):
        arn = start("chained-target", {"value": 3})
        until(lambda: ended(arn))
        history = events(arn)
        types = ["ExecutionStarted", "StepStarted", "StepSucceeded", "InvocationCompleted", "ExecutionSucceeded"]
        self.assertEqual([event["EventType"] for event in history], types)
        self.assertEqual([event["EventId"] for event in history], [1, 2, 3, 4, 5])
        for event in history:
            self.recent(event["EventTimestamp"])
        completed = history[3]["InvocationCompletedDetails"]
        self.assertLessEqual(completed["StartTimestamp"], completed["EndTimestamp"])
        self.assertEqual(history[4]["ExecutionSucceededDetails"]["Result"]["Payload"], '{"squared":9}')
        reverse = client.get_durable_execution_history(DurableExecutionArn=arn, ReverseOrder=True)
        self.assertEqual(reverse["Events"], history[::-1])
        bare = client.get_durable_execution_history(DurableExecutionArn=arn, IncludeExecutionData=False)
        self.assertNotIn("Payload", bare["Events"][4]["ExecutionSucceededDetails"]["Result"])

    def test_list(self):
        before = datetime.now(timezone.utc)
        arn = start("payment", {"customerId": "c", "amount": 1}, DurableExecutionName="listed")

        def listed(**members):
            answer = client.list_durable_executions_by_function(FunctionName="payment", **members)
            return [execution["DurableExecutionArn"] for execution in answer["DurableExecutions"]]

        self.assertIn(arn, listed())
        self.assertIn(arn, listed(Statuses=["RUNNING"], Qualifier="$LATEST"))
        self.assertNotIn(arn, listed(Statuses=["STOPPED"]))
        self.assertEqual(listed(DurableExecutionName="listed"), [arn])
        self.assertIn(arn, listed(StartedAfter=before - timedelta(seconds=1)))
        self.assertNotIn(arn, listed(StartedBefore=before - timedelta(seconds=1)))
        self.assertEqual(listed(StartedAfter=before + timedelta(hours=1)), [])
        self.assertIn(arn, listed(Statuses=["RUNNING", "FAILED"]))

    def test_stop(self):
        arn = start("order", ORDER)
        error = {"ErrorType": "Cancelled", "ErrorMessage": "changed my mind", "ErrorData": "{}", "StackTrace": ["a"]}
        stopped = client.stop_durable_execution(DurableExecutionArn=arn, Error=error)["StopTimestamp"]
        self.recent(stopped)
        again = client.stop_durable_execution(DurableExecutionArn=arn)["StopTimestamp"]
        self.assertEqual(again, stopped)
        execution = client.get_durable_execution(DurableExecutionArn=arn)
        self.assertEqual((execution["Status"], execution["Error"]), ("STOPPED", error))
        self.assertEqual(execution["EndTimestamp"], stopped)

    def test_not_there(self):
        gone = f"{ORDER_ARN}/durable-execution/a/b"
        for call in [
            client.get_durable_execution,
            client.get_durable_execution_history,
            client.stop_durable_execution,
        ]:
            with self.subTest(call.__name__):
                missing = "^Durable Execution does not exist$"
                self.refused("ResourceNotFoundException", 404, missing, call, DurableExecutionArn=gone)
                violation = "^1 validation error detected: Value 'x' at 'durableExecutionArn' failed"
                self.refused("ValidationException", 400, violation, call, DurableExecutionArn="x")


class Callbacks(Case):
    def test_success(self):
        sent = '{ "transactionId": "ąę €" }'
        for result in [sent.encode(), sent, io.BytesIO(sent.encode())]:
            with self.subTest(type(result)):
                arn = start("payment", {"customerId": "c", "amount": 1})
                client.send_durable_execution_callback_success(CallbackId=callback_of(arn), Result=result)
                execution = until(lambda: ended(arn))
                self.assertEqual(json.loads(execution["Result"])["transactionId"], "ąę €")

    def test_failure(self):
        arn = start("payment", {"customerId": "c", "amount": 1})
        error = {"ErrorType": "Declined", "ErrorMessage": "no money", "ErrorData": "5"}
        client.send_durable_execution_callback_failure(CallbackId=callback_of(arn), Error=error)
        result = json.loads(until(lambda: ended(arn))["Result"])
        self.assertEqual((result["status"], result["reason"], result["details"]), ("declined", "no money", "5"))
        failed = [event for event in events(arn) if event["EventType"] == "CallbackFailed"]
        self.assertEqual(failed[0]["CallbackFailedDetails"]["Error"]["Payload"], error)

    def test_answered(self):
        arn = start("payment", {"customerId": "c", "amount": 1})
        callback = callback_of(arn)
        client.send_durable_execution_callback_heartbeat(CallbackId=callback)
        client.send_durable_execution_callback_success(CallbackId=callback, Result=b"{}")
        self.all_refused(callback)

    def test_expired(self):
        arn = start("callback-with-timeouts", {"data": "d", "timeoutSeconds": 1, "heartbeatSeconds": 1})
        callback = callback_of(arn)
        self.assertEqual(until(lambda: ended(arn))["Status"], "FAILED")
        self.all_refused(callback)

    def all_refused(self, callback):
        for call in [
            client.send_durable_execution_callback_success,
            client.send_durable_execution_callback_failure,
            client.send_durable_execution_callback_heartbeat,
        ]:
            with self.subTest(call.__name__):
                self.refused("CallbackTimeoutException", 400, ".", call, CallbackId=callback)

    def test_unknown(self):
        call = client.send_durable_execution_callback_heartbeat
        invalid = "^Invalid callback id$"
        self.refused("InvalidParameterValueException", 400, invalid, call, CallbackId="bm9uZQ==")
        self.refused("ValidationException", 400, "'callbackId' failed", call, CallbackId="?")


class Function(Case):
    def test_checkpoints(self):
        arn, token = os.environ["SCRIPTED_ARN"], os.environ["SCRIPTED_TOKEN"]
        updates = [
            {"Id": "one", "Type": "STEP", "Action": "SUCCEED", "Payload": '"done"'},
            {"Id": "two", "Type": "WAIT", "Action": "START", "WaitOptions": {"WaitSeconds": 500}},
            {"Id": "three", "Type": "CALLBACK", "Action": "START", "CallbackOptions": {"TimeoutSeconds": 600}},
        ]
        request = {"DurableExecutionArn": arn, "CheckpointToken": token, "Updates": updates, "ClientToken": "t1"}
        answer = client.checkpoint_durable_execution(**request)
        step, wait, callback = answer["NewExecutionState"]["Operations"]
        self.assertEqual((step["Status"], step["StepDetails"]["Result"]), ("SUCCEEDED", '"done"'))
        self.recent(step["StartTimestamp"])
        until_then = wait["WaitDetails"]["ScheduledEndTimestamp"] - wait["StartTimestamp"]
        self.assertEqual(until_then, timedelta(seconds=500))
        self.assertRegex(callback["CallbackDetails"]["CallbackId"], "^[A-Za-z0-9+/]+={0,2}$")
        repeated = client.checkpoint_durable_execution(**request)
        for reply in (answer, repeated):
            del reply["ResponseMetadata"]
        self.assertEqual(repeated, answer)
        stale = {"DurableExecutionArn": arn, "CheckpointToken": token}
        self.refused(
            "InvalidParameterValueException",
            400,
            "^Invalid checkpoint token$",
            client.checkpoint_durable_execution,
            **stale,
        )
        fresh = {**stale, "CheckpointToken": answer["CheckpointToken"]}
        state = client.get_durable_execution_state(**fresh)
        self.assertEqual([operation["Id"] for operation in state["Operations"][1:]], ["one", "two", "three"])
        self.recent(state["Operations"][0]["StartTimestamp"])
        paginator = client.get_paginator("get_durable_execution_state")
        pages = list(paginator.paginate(**fresh, PaginationConfig={"PageSize": 1}))
        self.assertEqual([len(page["Operations"]) for page in pages], [1, 1, 1, 1])
        self.assertEqual([page["Operations"][0] for page in pages], state["Operations"])


class Pages(Case):
    @classmethod
    def setUpClass(cls):
        cls.names = [f"page-{number}" for number in range(7)]
        for name in cls.names:
            arn = start("chained-target", {"value": 2}, DurableExecutionName=name)
            until(lambda arn=arn: ended(arn))

    def pages(self, **config):
        paginator = client.get_paginator("list_durable_executions_by_function")
        names = {"FunctionName": "chained-target", "ReverseOrder": True, "StartedAfter": self.since()}
        return paginator.paginate(**names, PaginationConfig=config)

    def since(self):
        first = client.list_durable_executions_by_function(
            FunctionName="chained-target", DurableExecutionName=self.names[0]
        )
        return first["DurableExecutions"][0]["StartTimestamp"] - timedelta(milliseconds=1)

    def test_sizes(self):
        query = "DurableExecutions[].DurableExecutionName"
        for size in (1, 3, 50):
            with self.subTest(size):
                self.assertEqual(list(self.pages(PageSize=size).search(query)), self.names)

    def test_resume(self):
        seen, token = [], None
        while True:
            pages = self.pages(PageSize=2, MaxItems=3, StartingToken=token)
            result = pages.build_full_result()
            seen += [execution["DurableExecutionName"] for execution in result["DurableExecutions"]]
            token = result.get("NextToken")
            if not token:
                break
        self.assertEqual(seen, self.names)

    def test_history(self):
        arn = start("all-operations", {})
        client.send_durable_execution_callback_success(CallbackId=callback_of(arn), Result=b'"yes"')
        until(lambda: ended(arn))
        whole = events(arn)
        paginator = client.get_paginator("get_durable_execution_history")
        for size in (1, 7, 1000):
            pages = paginator.paginate(DurableExecutionArn=arn, PaginationConfig={"PageSize": size})
            self.assertEqual(pages.build_full_result()["Events"], whole)
            reverse = paginator.paginate(
                DurableExecutionArn=arn, ReverseOrder=True, PaginationConfig={"PageSize": size}
            )
            self.assertEqual(reverse.build_full_result()["Events"], whole[::-1])

    def test_marker(self):
        self.refused(
            "InvalidParameterValueException",
            400,
            "^Invalid Marker$",
            client.list_durable_executions_by_function,
            FunctionName="order",
            Marker="x",
        )


class Waiters(Case):
    def test_functions_are_ready(self):
        active = ["function_exists", "function_active", "function_active_v2"]
        for name in [*active, "function_updated", "function_updated_v2"]:
            with self.subTest(name):
                client.get_waiter(name).wait(FunctionName="order", WaiterConfig={"MaxAttempts": 1})


if __name__ == "__main__":
    unittest.main(verbosity=2)
