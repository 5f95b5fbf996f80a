import { floorVariant, searchVariant, type Transfer } from './report';

/**
 * The rows a person asked for. Beside them a report may hold a few rounds with the other kind of receiver, what a
 * search tried, and its floor: those explain the rows asked for and are not to be listed among them.
 */
export function askedTransfers(transfers: readonly Transfer[]): Transfer[] {
  const receiver = transfers.find(transfer => !isAside(transfer))?.receiver;
  return transfers.filter(transfer => transfer.receiver === receiver && !isAside(transfer));
}

const isAside = ({ variant }: Transfer) => variant === searchVariant || variant === floorVariant;
