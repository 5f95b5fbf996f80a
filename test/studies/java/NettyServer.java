import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.stream.ChunkedFile;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.File;
import java.io.RandomAccessFile;

/** Serves a folder: folder, port, `region` or `chunked`. */
class NettyServer {
  public static void main(String[] args) throws Exception {
    var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var bootstrap = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class);
    bootstrap.childHandler(new ChannelInitializer<SocketChannel>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        var files = new Files(args[0], args[2].equals("region"));
        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65536), new ChunkedWriteHandler(), files);
      }
    });
    bootstrap.bind("127.0.0.1", Integer.parseInt(args[1])).sync().channel().closeFuture().sync();
  }

  static class Files extends SimpleChannelInboundHandler<FullHttpRequest> {
    final String folder;
    final boolean region;

    Files(String folder, boolean region) {
      this.folder = folder;
      this.region = region;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws Exception {
      File file = new File(folder, new File(request.uri()).getName());
      var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      HttpUtil.setContentLength(response, file.length());
      context.write(response);
      if (region) {
        context.write(new DefaultFileRegion(file, 0, file.length()));
        context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
      } else {
        context.writeAndFlush(new HttpChunkedInput(new ChunkedFile(new RandomAccessFile(file, "r"))));
      }
    }
  }
}
