import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A server of Java NIO, with one thread and one selector: java Server HANDLER */
public final class Server {
    private final String handler;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65536);

    private Server(String handler) throws IOException {
        this.handler = handler;
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 4096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] arguments) throws IOException {
        Server server = new Server(arguments[0]);
        Thread thread = new Thread(server::run);
        thread.setDaemon(true);
        thread.start();
        System.out.println("ready " + ((InetSocketAddress) server.listener.getLocalAddress()).getPort());

        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var questions = new BufferedReader(new InputStreamReader(System.in));
        for (String question; (question = questions.readLine()) != null;) {
            if (question.equals("allocated")) {
                System.out.println(threads.getThreadAllocatedBytes(thread.getId()));
            } else {
                System.gc();
                System.out.println(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
            }
        }
    }

    private void run() {
        try {
            while (true)
                selector.select(this::serve);
        } catch (IOException exception) {
            exception.printStackTrace();
            System.exit(1);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable())
                acceptAll();
            else
                serve((SocketChannel) key.channel());
        } catch (IOException exception) {
            close(key.channel());
        }
    }

    private void acceptAll() throws IOException {
        for (SocketChannel accepted; (accepted = listener.accept()) != null;) {
            if (handler.equals("accept")) {
                accepted.close();
                continue;
            }
            accepted.configureBlocking(false);
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            accepted.register(selector, SelectionKey.OP_READ);
        }
    }

    private void serve(SocketChannel connection) throws IOException {
        buffer.clear();
        int count = connection.read(buffer);
        if (count < 0) {
            connection.close();
        } else if (!handler.equals("receive")) {
            buffer.flip();
            connection.write(buffer);
        }
    }

    private static void close(Channel connection) {
        try {
            connection.close();
        } catch (IOException exception) {
            // It is gone anyhow.
        }
    }
}
