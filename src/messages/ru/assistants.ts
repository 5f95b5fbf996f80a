import type { assistants as english } from '../en/assistants';

export const assistants: Record<keyof typeof english, string> = {
  'agent.profile':
    'Измеряет передачу {file} около {seconds} с, на полной скорости, не больше чем на двух ядрах. Файл только читается.',
  'agent.trace':
    'Запускает {command} в {folder} под трассировщиком, не дольше {seconds} с, с вашими правами.',
  'agent.prove': 'Создаёт временный файл в {folder}, берёт его по {url}, меняет его тем временем и удаляет.',
  'agent.no-loop': 'В строке {line} файла {path} нет цикла копирования.',
  'agent.loop-lines': 'Циклы в нём: строки {lines, commas}.',
  'agent.no-loops': 'В этом файле не найдено ни одного.',
  'agent.no-loop.remedy': 'Строки циклов покажет find_copy_loops.',
  'agent.refused': 'Человек отказал: ничего не запущено.',
  'agent.refused.remedy': 'Продолжайте без этого или спросите человека, что делать.',
  'agent.not-allowed': 'Ничего не запущено: «{permission}» не разрешено.',
  'agent.not-allowed.why':
    'Это запускает что-то на этой машине, для чего нужно согласие, а клиент не может спросить человека (elicitation).',
  'agent.outside': 'Путь {path} вне разрешённых папок.',
  'agent.outside.why': 'Пути ограничены папками {folders, commas}, после разрешения ссылок.',
  'agent.outside.remedy': 'Назовите путь внутри одной из них или запустите сервер с --root и нужной папкой.',
  'agent.unopened': 'Путь {path} нельзя открыть.',
  'agent.unopened.remedy': 'Назовите файл или папку, которые есть.',
  'agent.arguments': '{name} не принимает таких аргументов.',
  'agent.arguments.remedy': 'Смотрите схему ввода {name} в tools/list.',
  'agent.cancelled': 'Вызов отменён.',
  'agent.cancelled.why': 'Об этом попросил клиент.',
  'agent.cancelled.remedy': 'Ничего не осталось.',
  'agent.broke.remedy': 'Сообщите об этом вместе с аргументами вызова.',
  'agent.not-allowed.remedy':
    'Пусть человек запустит сервер с --allow {permission}: iopath mcp --allow {permission}',
  'agent.run-it': '{does} Запустить?',
  'agent.run': 'Запустить',
  'agent.lines': 'с {first} по {last}',
};
