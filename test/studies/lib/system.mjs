// The type of a study file.

/**
 * One system of the studies. A web server is asked for a file of the served folder. With `client`, a real client fetches
 * through a relay; with `command`, a command has the server send to a port of the prover's.
 * @typedef {object} System
 * @property {string} title
 * @property {() => Found | {why: string, how?: string}} find its program, or why it is not here and how it can be had
 * @property {string[] | null} [version] arguments that make the program tell its version, by default --version; null where
 *   only its package tells it
 * @property {Record<string, Variant>} variants by name
 * @property {(place: Place) => Start} start
 * @property {boolean} [root] whether it serves nobody unless root starts it
 * @property {boolean} [changesUser] whether its processes change their user: that hides their descriptors from all but root
 *   (proc_pid_fd(5), PR_SET_DUMPABLE), who traces it then
 * @property {string} [host] where it listens, by default 127.0.0.1. With another address of loopback it listens on the
 *   relay's port: for clients that learn the port from the server
 * @property {boolean} [dataChannel] the relay stands before a data channel (FTP's, RFC 959), which the server opens on the
 *   relay's port of its `host`; for commands it listens on `port` as others do
 * @property {number} [stopMs] how long it may take to end, by default 3000
 * @property {(tools: Tools) => Promise<{scratch: string, content?: string} | {filled: true} | void>} [prepare] makes the data:
 *   where the scratch file is to be, and a file with the content that it gets; `filled` where no file is wanted
 * @property {(place: Place) => string[]} [client] fetches the scratch file through the relay, once or more often
 * @property {(place: Place) => string[]} [command] as `iopath prove -- COMMAND` takes it
 *
 * @typedef {{path: string, debian?: string, lib?: string, version?: string}} Found `lib` is a folder, which a place has
 *   under that name
 *
 * @typedef {object} Tools
 * @property {Place} place
 * @property {() => Promise<{stop(): Promise<void>}>} launch starts the server
 * @property {(command: string[]) => Promise<void>} run runs a command to its end; rejects where it fails
 *
 * @typedef {object} Variant what the settings mean; `shows` is the verdict that the kernel's own calls predict
 * @property {'reference' | 'copy' | 'mixed' | 'undecided'} shows
 * @property {string} [settings]
 * @property {string} [configuration] the settings as a reader knows them
 * @property {Claim} [claim] what is commonly said of the system
 * @property {string} [change] the setting that changes the verdict
 * @property {string} [protocol] by default HTTP
 * @property {string[]} [headers] of the prover's request
 * @property {string} [scratch] name of the scratch file in the served folder, by default scratch.bin
 * @property {string} [unproved] why no proof is possible; it is traced and measured all the same
 * @property {string} [untraced] why a trace would not show what moved the body
 * @property {number} [proofs] how many are made, where a client takes long
 * @property {{system: System, variant: string}} [behind] a server to start first, whose folder is the served one
 *
 * @typedef {object} Claim
 * @property {string} text
 * @property {'reference' | 'copy'} verdict
 *
 * @typedef {object} Place
 * @property {string} program
 * @property {string} folder for configuration, logs and sockets
 * @property {string} served
 * @property {string} scratch the scratch file of a relay or a command
 * @property {string} host
 * @property {number} port
 * @property {number} relay port on which a relay listens
 * @property {{host: string, port: number}} behindRelay where the relay connects to
 * @property {number[]} spare three more ports
 * @property {Variant} variant
 * @property {{uid: number, gid: number} | undefined} user who runs it
 * @property {number | undefined} behind port of the server behind, where the variant has one
 *
 * @typedef {object} Start
 * @property {string[]} command
 * @property {Record<string, string | Buffer>} [files] configuration and programs by name, written into `folder` beforehand
 * @property {string} [url] by default http://127.0.0.1:PORT/
 */

export {};
