// A server of Go: server HANDLER
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"runtime"
	"runtime/debug"
)

func main() {
	// TCP_NODELAY is on unless one says otherwise.
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go acceptAll(listener, os.Args[1])
	fmt.Printf("ready %d\n", listener.Addr().(*net.TCPAddr).Port)

	questions := bufio.NewScanner(os.Stdin)
	for questions.Scan() {
		var memory runtime.MemStats
		if questions.Text() == "heap" {
			debug.FreeOSMemory()
		}
		runtime.ReadMemStats(&memory)
		if questions.Text() == "heap" {
			fmt.Println(memory.HeapAlloc)
		} else {
			fmt.Println(memory.TotalAlloc)
		}
	}
}

func acceptAll(listener net.Listener, handler string) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			panic(err)
		}
		switch handler {
		case "accept":
			connection.Close()
		case "receive":
			go drop(connection)
		default:
			go echo(connection)
		}
	}
}

func echo(connection net.Conn) {
	defer connection.Close()
	buffer := make([]byte, 4096)
	for {
		count, err := connection.Read(buffer)
		if err != nil {
			return
		}
		if _, err = connection.Write(buffer[:count]); err != nil {
			return
		}
	}
}

func drop(connection net.Conn) {
	defer connection.Close()
	buffer := make([]byte, 65536)
	for {
		if _, err := connection.Read(buffer); err != nil {
			return
		}
	}
}
