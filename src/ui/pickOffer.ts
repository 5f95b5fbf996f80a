import { type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from 'vscode';

/** What a picker offers: a value, and the line that stands for it. */
export interface Offer<T> {
  value: T;
  label: string;
  description: string;
}

export interface OfferGroup<T> {
  label: string;
  /** Id of a product icon. */
  icon: string;
  offers: Offer<T>[];
}

export interface OfferPick<T> {
  title: string;
  placeholder: string;
  /** Id of the product icon before what was typed. */
  typedIcon: string;
  /** What the typed text stands for; null for nothing. */
  typed(text: string): Offer<T> | null;
  /** Takes time; the picker is shown meanwhile. */
  late(): Promise<OfferGroup<T>[]>;
  /** The groups in their order; `late` is empty until it is known. */
  groups(late: OfferGroup<T>[]): OfferGroup<T>[];
}

interface OfferItem<T> extends QuickPickItem {
  offer?: Offer<T>;
}

/** Asks for one of the offers or for what is typed; null where the person chose nothing. */
export function pickOffer<T>(pick: OfferPick<T>): Promise<T | null> {
  const picker = window.createQuickPick<OfferItem<T>>();
  let late: OfferGroup<T>[] = [];
  const list = () => {
    const typed = pick.typed(picker.value);
    picker.items = [
      ...(typed ? [typedItem(typed, pick.typedIcon)] : []),
      ...pick.groups(late).flatMap(itemsOf),
    ];
  };
  picker.title = pick.title;
  picker.placeholder = pick.placeholder;
  picker.matchOnDescription = true;
  // As in pickFile: a panel that is still loading may take the focus.
  picker.ignoreFocusOut = true;
  picker.busy = true;
  list();
  void pick
    .late()
    .then(groups => {
      late = groups;
      list();
    })
    .finally(() => {
      picker.busy = false;
    });
  picker.onDidChangeValue(list);
  return new Promise(resolve => {
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      // Enter may come before the list shows what was typed last.
      const offer = item && !item.alwaysShow ? item.offer : pick.typed(picker.value);
      if (!offer) return;
      resolve(offer.value);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(null);
      picker.dispose();
    });
    picker.show();
  });
}

function itemsOf<T>({ label, icon, offers }: OfferGroup<T>): OfferItem<T>[] {
  if (offers.length === 0) return [];
  return [{ label, kind: QuickPickItemKind.Separator }, ...offers.map(offer => itemOf(offer, icon))];
}

const itemOf = <T>(offer: Offer<T>, icon: string): OfferItem<T> => ({
  label: offer.label,
  description: offer.description,
  iconPath: new ThemeIcon(icon),
  offer,
});

/** What was typed is its own filter. */
const typedItem = <T>(offer: Offer<T>, icon: string): OfferItem<T> => ({
  ...itemOf(offer, icon),
  alwaysShow: true,
});
