numbers = []  #: numbers


def remember():
    numbers.append(1)  #: append
    print("remembered")  #: report


remember()  #: call
