// OpenBao's own command, built from its published module for the tests of VaultStore.
package main

import (
	"os"

	"github.com/openbao/openbao/command"
)

func main() { os.Exit(command.Run(os.Args[1:])) }
