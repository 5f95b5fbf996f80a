#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

c/-l.c
c/appending.c
c/bufferUsedAfter.c
c/datagrams.c
c/errnoAfter.c
c/flagsElsewhere.c
c/headerByHelper.c
c/includeInIfdef.c
c/limitInBody.c
c/namedPipe.c
c/procFile.c
c/retryByKind.c
c/stopFlag.c
c/syncPerChunk.c
c/truncatedWrite.c
cpp/headerLine.cpp
cpp/ownStream.cpp
cpp/renamedBefore.cpp
go/cgoPreamble.go
go/errorAfter.go
go/halfWritten.go
go/maskedWriter.go
go/procFile.go
java/Cancelled.java
java/Datagrams.java
java/Forced.java
java/HeaderByHelper.java
java/OwnStream.java
java/ProcFile.java
javascript/aborted.js
javascript/errorCaught.js
kotlin/interruptible.kt
kotlin/progress.kt
python/cancelled.py
python/errorTold.py
python/fifo.py
python/firstLine.py
python/flushed.py
python/headerPickle.py
python/limit.py
python/ownOpen.py
python/renamed.py
python/textTemplate.py
python/untilNewline.py
typescript/limited.ts
typescript/ranged.ts
