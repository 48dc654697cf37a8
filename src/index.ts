export {
  type Emulator,
  type EmulatorOptions,
  type FunctionDefinition,
  FunctionInitError,
  HandlerError,
  handlerCode,
  JournalError,
  type StateOptions,
  startEmulator,
} from './emulator/emulator.ts';
