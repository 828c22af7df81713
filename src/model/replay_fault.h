/*
 * What can be wrong with a recording, as X(name, en, ru). Of a line: a clause that "Line 79: "
 * opens, at most REPLAY_CLAUSE columns wide, so that the whole sentence has one row of the screen.
 * In Russian "она" is that line. Of a file: a clause that stands alone, as wide as it likes.
 */
#ifndef MODEL_REPLAY_FAULT_H
#define MODEL_REPLAY_FAULT_H

enum { REPLAY_CLAUSE = 34 };

// clang-format off
#define REPLAY_LINE_FAULTS(X) \
	X(LONG, "it is longer than any line can be", "такими длинными строки не бывают") \
	X(PAST_CAP, "only the first GiB is read", "читается только первый ГиБ") \
	X(CUT, "it is cut off", "она обрезана") \
	X(SUM, "it is damaged or out of place", "она испорчена или не на месте") \
	X(RECORD, "it is not a line of a recording", "в записи таких строк не бывает") \
	X(AFTER_END, "it comes after the last line", "она стоит после последней строки") \
	X(STEPS, "its count of steps is wrong", "число шагов в ней неверно") \
	\
	X(KIND, "it is an event of no known kind", "событие неизвестного вида") \
	X(NUMBERS, "such an event has other numbers", "у такого события другие числа") \
	X(BYTES, "such an event has other bytes", "у такого события другие байты") \
	X(MISPLACED, "such an event has no place there", "такому событию здесь не место") \
	X(RANGE, "one of its numbers is out of range", "одно из чисел выходит за границы") \
	X(VALUE, "it holds a value that cannot be", "такого значения быть не может") \
	X(VALUE_FRAME, "a value names no frame there is", "в значении — фрейм, которого нет") \
	\
	X(LISTING, "the listing has no such line", "в листинге нет такой строки") \
	X(FUNCTION, "the program has no such function", "в программе нет такой функции") \
	X(COLLECTION, "the program has no such collection", "в программе нет такой коллекции") \
	X(SOCKET, "there is no such socket", "такого сокета нет") \
	X(ITEM, "the list has no such item", "в списке нет такого элемента") \
	X(KEY, "the dict has no such key", "в словаре нет такого ключа") \
	X(EXCEPTION, "it raises no known exception", "неизвестное исключение") \
	X(CALL, "it waits in no known call", "ожидание в неизвестном вызове") \
	\
	X(FRAME, "there is no such frame", "такого фрейма нет") \
	X(FRAME_RUNS, "that frame is running", "этот фрейм сейчас выполняется") \
	X(FRAME_CANNOT_RUN, "it runs a frame that cannot run", "этот фрейм выполняться не может") \
	X(NO_FUNCTION, "no function is running there", "в стеке нет ни одной функции") \
	X(NO_LINE, "no line can run there", "здесь программа не выполняется") \
	X(ENDED, "the program had ended before", "программа уже завершилась") \
	X(DEPTH, "too many functions were called", "вызвано слишком много функций") \
	X(HELD, "the program holds too many bytes", "хранится слишком много байтов") \
	X(WORK, "too much is taken out of lists", "из списков взято слишком много") \
	\
	X(TIME, "time goes back", "время пошло назад") \
	X(GAP_WITHIN, "a gap within a gap cannot be", "пропуск внутри пропуска невозможен") \
	X(GAP_END, "no gap ends at such a step", "на этом шаге пропуск не кончается") \
	X(NO_GAP, "no gap has begun", "пропуск ещё не начался") \
	X(GAPS, "there are too many gaps", "пропусков слишком много")

#define REPLAY_FILE_FAULTS(X) \
	X(IRREGULAR, "it is not a regular file", "это не обычный файл") \
	X(EMPTY, "the file is empty", "файл пуст") \
	X(FOREIGN, "this is no recording of asyncviz", "это не запись asyncviz") \
	X(NEWER, "this recording was made by a newer asyncviz", \
	  "запись сделана более новой версией asyncviz") \
	X(OLDER, "this recording was made by an older asyncviz", \
	  "запись сделана более старой версией asyncviz") \
	X(FIRST_LINE, "its first line is damaged", "первая строка файла испорчена") \
	X(UNNAMED, "its first line does not say what was recorded", \
	  "в первой строке файла не сказано, что записано")
// clang-format on

/* FAULT_LONG, FAULT_PAST_CAP, ...; what is 0 is no fault. */
#define REPLAY_FAULT(name, english, russian) FAULT_##name,
enum replay_fault {
	FAULT_NONE,
	FAULT_SYSTEM, /* an errno says which, in strerror()'s words */
	REPLAY_LINE_FAULTS(REPLAY_FAULT) REPLAY_FILE_FAULTS(REPLAY_FAULT)
};

#endif
