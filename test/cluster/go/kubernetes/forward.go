package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/vishvananda/netns"
	"golang.org/x/sync/errgroup"
)

// newForwardCommand carries TCP connections from this side into a network namespace: listeners stay out here,
// only the outgoing connection is made inside. It is how the machine's loopback reaches the cluster.
func newForwardCommand() *cobra.Command {
	var namespace string
	var pairs []string
	command := &cobra.Command{
		Use:   "forward --netns FILE --forward LISTEN=TARGET …",
		Short: "Carry TCP connections into a network namespace",
		RunE: func(command *cobra.Command, _ []string) error {
			inside, err := netns.GetFromPath(namespace)
			if err != nil {
				return fmt.Errorf("network namespace %s: %w", namespace, err)
			}
			group, ctx := errgroup.WithContext(command.Context())
			for _, pair := range pairs {
				listen, target, ok := strings.Cut(pair, "=")
				if !ok {
					return fmt.Errorf("--forward %q is not LISTEN=TARGET", pair)
				}
				listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
				if err != nil {
					return err
				}
				group.Go(func() error { return serve(listener, inside, target) })
			}
			return group.Wait()
		},
	}
	command.Flags().StringVar(&namespace, "netns", "", "file of the network namespace")
	command.Flags().StringArrayVar(&pairs, "forward", nil, "address out here = address inside")
	return command
}

func serve(listener net.Listener, inside netns.NsHandle, target string) error {
	for {
		outer, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer outer.Close()
			inner, err := dialInside(inside, target)
			if err != nil {
				return // the caller sees its connection closed, as with any port nobody serves
			}
			defer inner.Close()
			carry(outer, inner)
		}()
	}
}

// dialInside uses up one thread: it enters the namespace and, being locked, ends with its goroutine.
func dialInside(inside netns.NsHandle, target string) (net.Conn, error) {
	type result struct {
		conn net.Conn
		err  error
	}
	done := make(chan result, 1)
	go func() {
		runtime.LockOSThread()
		if err := netns.Set(inside); err != nil {
			done <- result{nil, err}
			return
		}
		conn, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", target)
		done <- result{conn, err}
	}()
	r := <-done
	return r.conn, r.err
}

// carry copies both ways and passes on each side's half-close.
func carry(a, b net.Conn) {
	var both sync.WaitGroup
	pipe := func(to, from net.Conn) {
		defer both.Done()
		_, _ = io.Copy(to, from)
		if half, ok := to.(*net.TCPConn); ok {
			_ = half.CloseWrite()
		}
	}
	both.Add(2)
	go pipe(a, b)
	go pipe(b, a)
	both.Wait()
}
