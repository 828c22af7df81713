#compdef asyncviz
# Completion of asyncviz for zsh. The program itself says which words there are.

_asyncviz_lessons() {
	local -a lessons
	local number name title
	while IFS=$'\t' read -r number name title; do
		lessons+=("$name:$title")
	done < <(asyncviz --words lessons 2>/dev/null)
	_describe lesson lessons
}

_asyncviz_programs() {
	local -a programs lesson
	local number name description
	[[ -n ${opt_args[--lesson]-} ]] && lesson=(--lesson=${(Q)opt_args[--lesson]})
	[[ -n ${opt_args[-l]-} ]] && lesson=(--lesson=${(Q)opt_args[-l]})
	while IFS=$'\t' read -r number name description; do
		programs+=("$name:$description")
	done < <(asyncviz $lesson --words programs 2>/dev/null)
	_describe program programs
}

# A row of the table of options as _arguments takes it.
_asyncviz() {
	local -a specs
	local name letter argument help what opt
	while IFS=$'\t' read -r name letter argument help; do
		help=${${help//\[/\\[}//\]/\\]}
		opt='='
		case $argument in
		-) what= opt= ;;
		FILE*) what=':file:_files' ;;
		DIR) what=':folder:_files -/' ;;
		\[DIR\]) what='::folder:_files -/' ;;
		'N|NAME') what=':lesson:_asyncviz_lessons' ;;
		NAME) what=':program:_asyncviz_programs' ;;
		*'|'*) what=":$name:(${argument//|/ })" ;;
		*) what=":$argument: " ;;
		esac
		if [[ $letter == - ]]; then
			specs+=("--$name${opt}[$help]$what")
		else
			specs+=("(--$name)-$letter${opt:++}[$help]$what"
				"(-$letter)--$name${opt}[$help]$what")
		fi
	done < <(asyncviz --words options 2>/dev/null)
	_arguments -s -S $specs
}

# The first call is that of the file itself, by the name of the function.
_asyncviz "$@"
