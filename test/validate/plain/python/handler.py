import http.server
import os


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = os.path.join('/srv/www', self.path.lstrip('/'))
        with open(path, 'rb') as file:
            self.send_response(200)
            self.send_header('Content-Length', str(os.path.getsize(path)))
            self.end_headers()
            while True:
                block = file.read(16384)
                if not block:
                    return
                self.wfile.write(block)
