package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/aws/smithy-go"
)

// refusal is the type that the SDK gives to an error of the service, and its message.
func refusal(err error) string {
	var told smithy.APIError
	if !errors.As(err, &told) {
		return fmt.Sprint("not an error of the service: ", err)
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", told), "*types.") + ": " + told.ErrorMessage()
}
