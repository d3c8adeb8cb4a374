/** One bubble, or a line about the conversation, as it is on screen. */
export type SeenMessage = {
  from: 'visitor' | 'agent' | 'bot' | 'system';
  text: string;
};

/** What a person does with the widget, and what they see; for the tests of a page that has one. */
export interface ChatDriver {
  /** Opens the panel by the launcher, or by the element's method where there is none to press. */
  open(): Promise<void>;
  close(): Promise<void>;
  isOpen(): Promise<boolean>;
  /** Writes into the field and sends; resolves when the bubble is there. The panel must be open, as for all that follows. */
  send(text: string): Promise<void>;
  messages(): Promise<SeenMessage[]>;
  lastMessage(): Promise<SeenMessage | undefined>;
  /** Waits for a message that contains the text, of the visitor or of anybody else. */
  waitForMessage(text: string): Promise<SeenMessage>;
  /** Chooses a quick reply, a chip of a teaser or a button of a card by its words. */
  choose(title: string): Promise<void>;
  /** Fills in the form that is shown and sends it: by the names of its fields or by their labels. */
  fillForm(values: Readonly<Record<string, string | boolean>>): Promise<void>;
  /** Presses a button of the widget by its name. */
  press(name: string): Promise<void>;
  /** The number on the launcher. */
  unread(): Promise<number>;
  /** The words of the teaser, once there is one. */
  teaser(): Promise<string>;
}
