{
  # Sources are found, not listed: a new strategy is one new file and one line in registry.cc.
  "variables": { "sanitize%": "" },
  "targets": [
    {
      "target_name": "iopath",
      "sources": ["<!@(node -p \"require('fs').readdirSync('.').filter(name => name.endsWith('.cc')).sort().join(' ')\")"],
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
      "defines": ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS", "_GNU_SOURCE"],
      "cflags_cc": [
        "-std=c++20", "-O2", "-pthread", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror"
      ],
      "ldflags": ["-pthread", "-Wl,-z,nodelete"],
      "conditions": [
        ["sanitize!=\"\"", {
          "cflags_cc": ["-O0", "-g1", "-fsanitize=address,undefined", "-fno-sanitize-recover=undefined", "-fno-omit-frame-pointer"],
          "ldflags": ["-fsanitize=address,undefined"]
        }]
      ]
    }
  ]
}
