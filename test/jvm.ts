/** For a Java that runs once: half of a compiler's time goes to optimizing itself for a longer run. */
export const quickJvm = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
