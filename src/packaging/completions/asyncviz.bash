# Completion of asyncviz for bash. The program itself says which words there are.

# asyncviz_field TABLE FIELD [OPTION...]: one field of each row of a table of the program.
_asyncviz_field()
{
	local table=$1 field=$2 row
	shift 2
	while IFS=$'\t' read -r -a row; do
		printf '%s\n' "${row[field]}"
	done < <(asyncviz "$@" --words "$table" 2>/dev/null)
}

# What the option takes, as its row says: "-" nothing, "FILE|-", "dark|light|mono", ...
_asyncviz_argument() # OPTION
{
	local name letter argument help
	while IFS=$'\t' read -r name letter argument help; do
		if [[ $1 == "--$name" || $1 == "-$letter" ]]; then
			printf '%s\n' "$argument"
		fi
	done < <(asyncviz --words options 2>/dev/null)
}

# The lesson that stands on the line so far, as an option; bash makes a word of each "=".
_asyncviz_lesson()
{
	local i value
	for ((i = 1; i < COMP_CWORD; i++)); do
		if [[ ${COMP_WORDS[i]} == -l || ${COMP_WORDS[i]} == --lesson ]]; then
			value=${COMP_WORDS[i + 1]}
			[[ $value == = ]] && value=${COMP_WORDS[i + 2]}
			printf '%s\n' "--lesson=$value"
		fi
	done
}

_asyncviz()
{
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	local argument words word
	COMPREPLY=()
	if [[ $current == = ]]; then
		current=
	elif [[ $previous == = ]]; then
		previous=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	[[ $previous == -?* ]] && argument=$(_asyncviz_argument "$previous")

	if [[ $argument == '['*']' ]]; then # it may be left out: another option may follow
		argument=${argument:1:-1}
		[[ $current == -* ]] && argument=
	fi
	case $argument in
	FILE*)
		compopt -o filenames
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		return ;;
	DIR)
		compopt -o filenames
		mapfile -t COMPREPLY < <(compgen -d -- "$current")
		return ;;
	'N|NAME') words=$(_asyncviz_field lessons 1) ;;
	NAME) words=$(_asyncviz_field programs 1 $(_asyncviz_lesson)) ;;
	*'|'*) words=${argument//'|'/$'\n'} ;;
	'' | -) words=$(_asyncviz_field options 0 | sed 's/^/--/') ;;
	*) return ;;
	esac
	while read -r word; do
		[[ $word == "$current"* && $word ]] && COMPREPLY+=("$word")
	done <<<"$words"
}

complete -F _asyncviz asyncviz
