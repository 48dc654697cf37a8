package main

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

func (c client) executions() report {
	// On the wire a moment has milliseconds, and the bound is not part of the list.
	begin := time.Now().Add(-time.Millisecond)
	var arn string
	for range 3 {
		output, err := c.invoke(started("", order))
		must(err)
		arn = *output.DurableExecutionArn
	}
	c.awaitCallback(arn)
	running := c.execution(arn)
	_, missing := c.lambda.GetDurableExecution(c.ctx,
		&lambda.GetDurableExecutionInput{DurableExecutionArn: aws.String(arn[:strings.LastIndex(arn, "/")] + "/gone")})
	return report{
		"running":  []any{running.Status, running.InputPayload, running.DurableConfig.ExecutionTimeout},
		"pages":    c.list(begin),
		"none":     len(c.pageOf(begin, types.ExecutionStatusTimedOut).DurableExecutions),
		"history":  eventTypes(c.history(arn, false)),
		"reversed": eventTypes(c.history(arn, true)),
		"stopped":  c.stop(arn),
		"missing":  refusal(missing),
	}
}

func (c client) awaitCallback(arn string) {
	for len(c.history(arn, false)) < 5 {
		time.Sleep(20 * time.Millisecond)
	}
}

func (c client) execution(arn string) *lambda.GetDurableExecutionOutput {
	output, err := c.lambda.GetDurableExecution(c.ctx, &lambda.GetDurableExecutionInput{DurableExecutionArn: &arn})
	must(err)
	return output
}

// list has the number of executions on each page.
func (c client) list(begin time.Time) []int {
	input := listing(begin)
	input.MaxItems = 2
	pages := lambda.NewListDurableExecutionsByFunctionPaginator(c.lambda, input)
	counts := []int{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(c.ctx)
		must(err)
		counts = append(counts, len(page.DurableExecutions))
	}
	return counts
}

func (c client) pageOf(begin time.Time, status types.ExecutionStatus) *lambda.ListDurableExecutionsByFunctionOutput {
	input := listing(begin)
	input.Statuses = []types.ExecutionStatus{status}
	output, err := c.lambda.ListDurableExecutionsByFunction(c.ctx, input)
	must(err)
	return output
}

func listing(begin time.Time) *lambda.ListDurableExecutionsByFunctionInput {
	return &lambda.ListDurableExecutionsByFunctionInput{FunctionName: aws.String("order"), StartedAfter: &begin}
}

func (c client) history(arn string, reversed bool) []types.Event {
	pages := lambda.NewGetDurableExecutionHistoryPaginator(c.lambda, &lambda.GetDurableExecutionHistoryInput{
		DurableExecutionArn:  &arn,
		IncludeExecutionData: aws.Bool(true),
		MaxItems:             2,
		ReverseOrder:         &reversed,
	})
	events := []types.Event{}
	for pages.HasMorePages() {
		page, err := pages.NextPage(c.ctx)
		must(err)
		events = append(events, page.Events...)
	}
	return events
}

func eventTypes(events []types.Event) []types.EventType {
	kinds := []types.EventType{}
	for _, event := range events {
		kinds = append(kinds, event.EventType)
	}
	return kinds
}

func (c client) stop(arn string) []any {
	stopped, err := c.lambda.StopDurableExecution(c.ctx, &lambda.StopDurableExecutionInput{
		DurableExecutionArn: &arn,
		Error:               &types.ErrorObject{ErrorType: aws.String("Cancelled"), ErrorMessage: aws.String("changed my mind")},
	})
	must(err)
	ended := c.execution(arn)
	isSame := ended.EndTimestamp.Equal(*stopped.StopTimestamp)
	return []any{ended.Status, ended.Error.ErrorType, ended.Error.ErrorMessage, isSame}
}
