# Completion of asyncviz for fish. The program itself says which words there are.

function __asyncviz_lessons
	asyncviz --words lessons 2>/dev/null | while read -l -d \t number name title
		printf '%s\t%s\n' $name $title
	end
end

# Those of the lesson that stands on the line so far, or all.
function __asyncviz_programs
	set -l words (commandline -opc | string replace -r -- '^--lesson=' '--lesson\n' | string split '\n')
	set -l lesson
	for i in (seq (count $words))
		if contains -- $words[$i] -l --lesson; and set -q words[(math $i + 1)]
			set lesson --lesson=$words[(math $i + 1)]
		end
	end
	asyncviz $lesson --words programs 2>/dev/null | while read -l -d \t number name description
		printf '%s\t%s\n' $name $description
	end
end

complete -c asyncviz -f
asyncviz --words options 2>/dev/null | while read -l -d \t name letter argument help
	set -l option -l $name
	test $letter = -; or set -a option -s $letter
	switch $argument
		case -
		case 'FILE*'
			set -a option -r -F
		case '*DIR*'
			set -a option -x -a '(__fish_complete_directories)'
		case 'N|NAME'
			set -a option -x -a '(__asyncviz_lessons)'
		case NAME
			set -a option -x -a '(__asyncviz_programs)'
		case '*|*'
			set -a option -x -a (string replace -a '|' ' ' -- $argument)
		case '*'
			set -a option -x
	end
	complete -c asyncviz $option -d $help
end
