import type { calls as english } from '../en/calls';

export const calls: Record<keyof typeof english, string> = {
  'call.loops-then': '{call} — цикл с буфером; {better}',
  'call.whole-kernel': '{call} переносит байты внутри ядра и не держит их в памяти',
  'call.whole-depends': '{call} переносит байты внутри ядра, если оба конца — обычные файлы или сокеты',
  'call.whole-user-space': '{call} копирует столько же раз, но держит в памяти лишь одну порцию',
  'call.c.transmit-file': 'TransmitFile отправляет файл в сокет внутри ядра, без обоих копирований',
  'call.c.copy-file-ex':
    'CopyFileEx берёт два пути и разделяет блоки, если оба лежат на одном томе ReFS новой Windows',
  'call.c.windows-handles':
    'в Windows нет вызова, который перемещает байты между этими двумя дескрипторами; с большим буфером вызовов меньше',
  'call.c.appending':
    'файл, открытый на дополнение, не принимает ни copy_file_range, ни sendfile, ни splice; откройте его без O_APPEND и перейдите в конец',
  'call.c.standard-stream':
    'чем окажутся стандартные потоки, решает тот, кто запускает программу: splice передаёт страницы, если один из них канал, copy_file_range или sendfile — если источник файл',
  'call.c.sendfile': 'sendfile обойдётся без копий CPU и одним вызовом, из страничного кэша в сокет',
  'call.c.sendfile-stdio':
    'sendfile (на fileno(), после fflush) обойдётся без копий CPU и одним вызовом, из страничного кэша в сокет',
  'call.c.copy-file-range':
    'copy_file_range скопирует один раз внутри ядра, а где файловая система делит экстенты — ни разу; оставьте этот цикл для EXDEV, EINVAL, ENOSYS и EOPNOTSUPP',
  'call.c.copy-file-range-stdio':
    'copy_file_range (на fileno(), после fflush) скопирует один раз внутри ядра, а где файловая система делит экстенты — ни разу; оставьте этот цикл для EXDEV, EINVAL, ENOSYS и EOPNOTSUPP',
  'call.c.splice': 'splice передаст страницы, не копируя их через программу',
  'call.c.splice-stdio':
    'splice (на fileno(), после fflush) передаст страницы, не копируя их через программу',
  'call.c.splice-by-pipe': 'splice через канал сбережёт копию в программу и одну из двух копий из неё',
  'call.c.splice-by-pipe-stdio':
    'splice (на fileno(), после fflush) через канал сбережёт копию в программу и одну из двух копий из неё',
  'call.c.unseen':
    'если источник файл, байты внутри ядра передаст sendfile (а в другой файл copy_file_range); если один из концов канал или сокет — splice',
  'call.cpp.files':
    'std::filesystem::copy_file копирует один раз внутри ядра (sendfile или copy_file_range), по путям; для части файла — copy_file_range с дескрипторами',
  'call.cpp.stream-to-socket':
    'у потока C++ не взять дескриптор; откройте путь отдельно, и sendfile обойдётся без копий CPU, из страничного кэша в сокет',
  'call.cpp.stream-buffer':
    'поток выводит буфер потока в цикле; std::filesystem::copy_file копирует один раз внутри ядра',
  'call.csharp.appending': '{call} опрятнее, но копирует столько же: File.Copy заменяет свою цель',
  'call.csharp.send-packets':
    'Socket.SendPacketsAsync принимает SendPacketsElement файла со смещением и длиной; Socket.SendFile отправляет только целые файлы, через sendfile',
  'call.csharp.send-file': '{call} отправляет из страничного кэша через sendfile, без обеих копий',
  'call.csharp.part-of-file': '{call} опрятнее, но копирует столько же: File.Copy берёт только целый файл',
  'call.csharp.file-copy': 'File.Copy между двумя путями копирует внутри ядра или делит блоки',
  'call.csharp.no-call':
    '{call} опрятнее, но копирует столько же: в .NET нет вызова, который передаёт между такими концами внутри ядра',
  'call.csharp.unseen':
    'File.Copy между двумя файлами и Socket.SendFile из файла в сокет передают байты внутри ядра; иначе {call} опрятнее и копирует столько же',
  'call.csharp.loops-send-file':
    '{call} — цикл со своим буфером; {instead} отправляет из страничного кэша через sendfile, без обеих копий',
  'call.csharp.loops-file-copy':
    '{call} — цикл со своим буфером; File.Copy между двумя путями копирует внутри ядра',
  'call.go.http-body':
    'io.Copy опрятнее, но копирует столько же: тело запроса для ядра не сокет, между ними его кодирование',
  'call.go.appending':
    'io.Copy опрятнее, но копирует столько же: copy_file_range не принимает файл, открытый с O_APPEND',
  'call.go.standard-stream':
    'io.Copy передаёт байты внутри ядра, если стандартный поток — файл; в терминал или канал копирует столько же',
  'call.go.process-pipe':
    'io.Copy опрятнее, но копирует столько же: для каналов процесса у Go нет вызова ядра',
  'call.go.files': 'io.Copy с самими *os.File копирует один раз внутри ядра, через copy_file_range',
  'call.go.file-to-socket':
    'io.Copy из *os.File в само соединение отправляет из страничного кэша через sendfile, без обеих копий',
  'call.go.splice':
    'io.Copy с самими соединениями и файлами передаёт байты через splice, не копируя их в программу',
  'call.go.sendfile': 'unix.Sendfile между дескрипторами обойдётся без копий CPU',
  'call.go.copy-file-range':
    'unix.CopyFileRange между дескрипторами копирует один раз внутри ядра; оставьте этот цикл для EXDEV, EINVAL, ENOSYS и EOPNOTSUPP',
  'call.go.response-writer':
    'io.Copy доходит до sendfile по HTTP без шифрования, если обработчик задаёт Content-Length; ответ по частям (chunked), TLS или обёртка без ReadFrom оставляют обе копии',
  'call.go.hidden-sink':
    'io.Copy доходит до sendfile, если {sink} — само соединение TCP или Unix или передаёт ReadFrom дальше; обёртка без ReadFrom или TLS оставляет обе копии',
  'call.go.unseen-sink':
    'io.Copy доходит до sendfile, если приёмник — само соединение TCP или Unix или передаёт ReadFrom дальше; обёртка без ReadFrom или TLS оставляет обе копии',
  'call.go.unseen':
    'io.Copy передаёт байты внутри ядра, если оба конца окажутся *os.File, *net.TCPConn или *net.UnixConn; через обёртку или TLS он опрятнее и копирует столько же',
  'call.go.section-reader':
    'io.SectionReader скрывает *os.File; Seek и io.CopyN с самим файлом доходят до {call}',
  'call.go.wrapper':
    '{wrapper} скрывает то, что обёртывает; io.Copy с самими типами доходит до {call} и возвращает число байтов',
  'call.javascript.copy-file':
    'fs.copyFile делит экстенты, где умеет файловая система, иначе копирует один раз внутри ядра (copy_file_range или sendfile в libuv)',
  'call.javascript.part-of-file':
    'stream.pipeline опрятнее, с обратным давлением и обработкой ошибок, но копирует столько же; fs.copyFile остаётся в ядре — для целых файлов и по путям',
  'call.javascript.no-call':
    'stream.pipeline опрятнее, с обратным давлением и обработкой ошибок, но копирует столько же: в Node нет sendfile в сокет или канал',
  'call.javascript.pipe':
    'stream.pipeline закрывает оба конца при отказе одного, чего не делает pipe, но копирует столько же: в Node нет sendfile в сокет',
  'call.jvm.appending':
    '{call} опрятнее, но копирует столько же: ни copy_file_range, ни sendfile не принимают файл, открытый на дополнение',
  'call.jvm.socket-stream':
    '{call} опрятнее, но копирует столько же: поток сокета скрывает сам сокет; FileChannel.transferTo в SocketChannel обойдётся без копий CPU',
  'call.jvm.no-call':
    '{call} опрятнее, но копирует столько же: в JVM нет вызова, который передаёт между такими концами внутри ядра',
  'call.jvm.standard-stream':
    'FileChannel.transferTo передаёт байты внутри ядра, если стандартные потоки окажутся файлами; из терминала или канала копирует столько же',
  'call.jvm.socket-channel':
    'FileChannel.transferTo в SocketChannel отправляет из страничного кэша через sendfile, без обеих копий',
  'call.jvm.file-channels':
    'FileChannel.transferTo между двумя файловыми каналами копирует один раз внутри ядра (copy_file_range или sendfile)',
  'call.jvm.unseen':
    'если оба конца окажутся файловыми каналами или файлом и SocketChannel, FileChannel.transferTo передаёт байты внутри ядра; иначе {call} опрятнее и копирует столько же',
  'call.jvm.loops-socket-channel':
    '{call} во многих JDK — цикл с буфером; FileChannel.transferTo в SocketChannel отправляет из страничного кэша через sendfile, без обеих копий',
  'call.jvm.loops-socket-stream':
    '{call} в поток сокета — цикл с буфером, и лучшего вызова для него нет: FileChannel.transferTo, который доходит до sendfile, принимает только сокет, открытый как SocketChannel',
  'call.jvm.loops-file-channels':
    '{call} — цикл с буфером; FileChannel.transferTo копирует один раз внутри ядра',
  'call.python.appending':
    'shutil.copyfileobj опрятнее, но копирует столько же: ни sendfile, ни copy_file_range не принимают файл, открытый на дополнение',
  'call.python.standard-stream':
    'os.sendfile передаёт байты внутри ядра, если ввод — файл; из терминала или канала не может',
  'call.python.unseen-source':
    'если источник файл, shutil.copyfile между путями копирует внутри ядра; shutil.copyfileobj опрятнее и копирует столько же',
  'call.python.unseen-ends':
    'shutil.copyfile между двумя файлами и socket.sendfile из файла в простой сокет передают байты внутри ядра; shutil.copyfileobj опрятнее и копирует столько же',
  'call.python.no-call':
    'shutil.copyfileobj опрятнее, но копирует столько же: в Python нет вызова, который передаёт пришедшее из сокета или канала внутри ядра',
  'call.python.part-of-file':
    'os.sendfile между двумя дескрипторами, после сброса буфера и с текущего места источника, копирует один раз внутри ядра',
  'call.python.copyfile':
    'shutil.copyfile между двумя путями копирует один раз внутри ядра, через sendfile или copy_file_range; он открывает оба файла заново и отказывается от FIFO и от цели, совпадающей с источником',
  'call.python.pipe': 'os.sendfile в канал передаёт файл дальше внутри ядра',
  'call.python.asyncio':
    'loop.sendfile отправляет из страничного кэша без обеих копий; под TLS сам делает цикл',
  'call.python.wfile':
    'self.connection.sendfile отправляет из страничного кэша через os.sendfile, без обеих копий, после сброса wfile',
  'call.python.socket': 'socket.sendfile отправляет из страничного кэша через os.sendfile, без обеих копий',
  'call.python.unseen-socket':
    'socket.sendfile использует os.sendfile, без обеих копий, если это простой блокирующий сокет; под TLS копирует столько же',
  'call.python.unseen-sink':
    'shutil.copyfile по пути и socket.sendfile в простой сокет передают байты внутри ядра; shutil.copyfileobj копирует столько же',
  'call.python.loops-socket':
    'shutil.copyfileobj — цикл в пространстве пользователя; socket.sendfile использует os.sendfile, без обеих копий',
  'call.python.loops-copyfile':
    'shutil.copyfileobj — цикл в пространстве пользователя; shutil.copyfile между двумя путями копирует один раз внутри ядра, но открывает оба файла заново и отказывается от FIFO и от цели, совпадающей с источником',
  'call.rust.async':
    'io::copy асинхронных крейтов — тоже цикл в пространстве пользователя: опрятнее, копий столько же',
  'call.rust.appending':
    'io::copy опрятнее, но копирует столько же: ни copy_file_range, ни sendfile не принимают файл, открытый на дополнение',
  'call.rust.standard-stream':
    'io::copy передаёт байты внутри ядра, если стандартные потоки окажутся файлами или каналами; в терминал копирует столько же',
  'call.rust.files':
    'io::copy между двумя файлами копирует один раз внутри ядра, через copy_file_range; обёртки std для чтения и записи ему не помеха',
  'call.rust.file-to-socket':
    'io::copy больше не отправляет файл в сокет внутри ядра; rustix::fs::sendfile или nix::sys::sendfile обойдутся без копий CPU',
  'call.rust.file-to-pipe':
    'io::copy в канал копирует столько же; rustix::fs::sendfile или nix::sys::sendfile передаёт файл дальше внутри ядра',
  'call.rust.pipe-to-file':
    'io::copy из канала в файл передаёт байты через splice, не копируя их в программу',
  'call.rust.no-call':
    'io::copy опрятнее, но копирует столько же: для таких концов у него нет вызова ядра; splice из rustix или nix требует канала между ними',
  'call.rust.unseen':
    'io::copy передаёт байты внутри ядра, если оба конца окажутся файлами; в сокет копирует столько же, а rustix::fs::sendfile из файла — нет',
  'call.rust.loops-socket':
    'io::copy больше не передаёт файл внутри ядра в сокет; это делает rustix::fs::sendfile или nix::sys::sendfile',
  'call.rust.loops-pipe':
    'io::copy больше не передаёт файл внутри ядра в канал; это делает rustix::fs::sendfile или nix::sys::sendfile',
  'call.rust.wrapper':
    '{wrapper} скрывает файл; io::copy с самими файлами доходит до copy_file_range и возвращает число байтов',
};
